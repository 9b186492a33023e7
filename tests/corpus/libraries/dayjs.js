const dayjs = require("dayjs");

const utc = require("dayjs/plugin/utc");
const duration = require("dayjs/plugin/duration");
const relativeTime = require("dayjs/plugin/relativeTime");
const customParseFormat = require("dayjs/plugin/customParseFormat");
const isoWeek = require("dayjs/plugin/isoWeek");
const advancedFormat = require("dayjs/plugin/advancedFormat");
const localizedFormat = require("dayjs/plugin/localizedFormat");
const quarterOfYear = require("dayjs/plugin/quarterOfYear");
const isBetween = require("dayjs/plugin/isBetween");
const minMax = require("dayjs/plugin/minMax");
const calendar = require("dayjs/plugin/calendar");
const timezone = require("dayjs/plugin/timezone");
require("dayjs/locale/zh-cn");

[
  utc, duration, relativeTime, customParseFormat, isoWeek, advancedFormat, localizedFormat, quarterOfYear, isBetween,
  minMax, calendar, timezone,
].forEach((plugin) => dayjs.extend(plugin));

const moment = "2024-02-29T13:04:05.678Z";

module.exports = {
  version: () => typeof dayjs === "function" && dayjs.isDayjs(dayjs()),
  format: () => dayjs.utc(moment).format("YYYY-MM-DD dddd HH:mm:ss.SSS Z A [at] h"),
  local: () => dayjs(new Date(2024, 0, 31, 8, 9, 10)).format("YYYY/M/D H:m:s"),
  parsesWithSlashes: () => dayjs("2024/01/31 08:09:10").format("YYYY-MM-DD HH:mm:ss"),
  parsesWithSpaces: () => dayjs("2024-01-31 08:09:10").valueOf() === new Date(2024, 0, 31, 8, 9, 10).getTime(),
  parsesByFormat: () => dayjs("31. 1月 2024", "D. MMM YYYY", "zh-cn").format("YYYY-MM-DD"),
  parsesStrictly: () => dayjs("2024-2-30", "YYYY-MM-DD", true).isValid(),
  invalid: () => dayjs("not a date").format(),
  addsMonths: () => dayjs.utc("2024-01-31").add(1, "month").format("YYYY-MM-DD"),
  subtracts: () => dayjs.utc(moment).subtract(366, "day").toISOString(),
  startOfWeek: () => dayjs.utc(moment).startOf("isoWeek").format("YYYY-MM-DD"),
  isoWeek: () => [dayjs.utc(moment).isoWeek(), dayjs.utc("2021-01-01").isoWeekYear()],
  quarter: () => [dayjs.utc(moment).quarter(), dayjs.utc(moment).format("Q Do k X")],
  diff: () => dayjs.utc("2024-03-01").diff(dayjs.utc("2023-03-01"), "month", true),
  between: () => dayjs.utc(moment).isBetween("2024-02-29", "2024-03-01"),
  latest: () => dayjs.max(dayjs.utc("2020-01-01"), dayjs.utc("2021-01-01")).year(),
  duration: () => dayjs.duration(26 * 3600e3 + 180e3).format("D[d] H[h] m[m]"),
  humanized: () => [dayjs.duration(-90, "minutes").humanize(true), dayjs.duration(3, "days").locale("zh-cn").humanize()],
  relative: () => dayjs.utc(moment).locale("zh-cn").from(dayjs.utc("2024-03-10")),
  chinese: () => dayjs.utc(moment).locale("zh-cn").format("LLLL A"),
  calendar: () => dayjs.utc(moment).calendar(dayjs.utc("2024-03-01T00:00:00Z")),
  inZone: () => dayjs.utc(moment).tz("Asia/Shanghai").format("YYYY-MM-DD HH:mm Z"),
};
