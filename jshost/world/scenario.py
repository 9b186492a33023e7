"""A scenario: everything that scripts a run, from a TOML file or from Python. The CLI's flags are
shorthand for it.

The classes are the format: `load` reads files by them, and world/schema.py makes the JSON Schema of
them, with the text below each field as its description.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from jshost.differences import LATEST, Authorization, Dialect
from jshost.errors import FaultsError
from jshost.exchange import FailureKind, OpenFailure
from jshost.frozen import Frozen
from jshost.world.launch import Launch

if TYPE_CHECKING:
    from jshost.user.port import Alternatives

# The same alternatives as user.port.OnPrompt, in the room that reads files.
OnPrompt = Literal["ask", "allow", "deny", "dismiss", "fail"]

# Values of which more is asked than their type says; reading.py knows what, by these names.
ScopeName = str
Prompt = str
Version = str
Place = str
Milliseconds = float
Seconds = float
CodeType = Literal[
    "QR_CODE", "WX_CODE", "DATA_MATRIX", "PDF_417", "AZTEC", "CODABAR", "CODE_25", "CODE_39",
    "CODE_93", "CODE_128", "EAN_8", "EAN_13", "ITF", "MAXICODE", "RSS_14", "RSS_EXPANDED", "UPC_A",
    "UPC_E", "UPC_EAN_EXTENSION",
]  # fmt: skip
"""The types of codes (D)."""
Pages = int
HostName = str
UrlPattern = str
HeaderName = str
HeaderValue = str
Base64 = str
Status = int
Times = int
SocketUrl = str
CloseCode = int
CloseReason = str
Changes = Mapping[str, Any]

Button = Literal["play", "pause", "stop", "next", "prev"]
"""What the controls of the background audio on the lock screen have."""


class Device(Frozen):
    """The phone. Sizes in CSS pixels; the defaults are DevTools' iPhone 12/13 (Pro)."""

    brand: str = "devtools"
    """The brand of the phone, as wx.getSystemInfo tells it."""
    model: str = "iPhone 12/13 (Pro)"
    """The model of the phone."""
    system: str = "iOS 10.0.1"
    """The operating system and its version."""
    version: str = "8.0.5"
    """The version of WeChat."""
    language: str = "zh_CN"
    """The language that WeChat is set to."""
    theme: Literal["light", "dark"] = "light"
    """The theme of the system."""
    pixelRatio: float = 3
    """How many pixels of the screen a CSS pixel is wide."""
    screenWidth: int = 390
    """The width of the screen, in CSS pixels."""
    screenHeight: int = 844
    """The height of the screen, in CSS pixels."""
    statusBarHeight: int = 47
    """The height of the status bar, in CSS pixels."""
    screenBrightness: float = 0.5
    """How bright the screen is, from 0 to 1; the program can set it."""
    deviceOrientation: Literal["portrait", "landscape"] = "portrait"
    """How the phone is held; width and height of the screen are those of a phone held upright."""
    keyboardHeight: int = 0
    """How high the keyboard is that covers the screen, in CSS pixels; 0 for none."""
    fontSizeSetting: int = 16
    """The font size that the user has set in WeChat, in CSS pixels."""
    fontSizeScaleFactor: float = 1
    """How much larger than usual that makes WeChat's letters."""
    benchmarkLevel: int = 1
    """How fast the phone is: 1 or more; -1 unknown, -2 or 0 too slow for mini games."""
    modelLevel: int = 0
    """How good the phone's model is: 1 fast, 2 middling, 3 slow; 0 unknown."""
    memorySize: int = 4096
    """How much memory the phone has, in MB."""
    pictureInPicture: bool = False
    """Whether a video of the program is shown in a small window."""
    clipboard: str = ""
    """The text on the clipboard; the program can set it."""
    batteryLevel: int = 100
    """How full the battery is, from 1 to 100."""
    isCharging: bool = False
    """Whether the battery is being charged."""
    isLowPowerModeEnabled: bool = False
    """Whether the phone saves power."""
    abi: str = "arm64-v8a"
    """The binary interface of WeChat, as an Android phone tells it."""
    deviceAbi: str = "arm64-v8a"
    """The binary interface of the phone, as an Android phone tells it."""
    cpuType: str = "unknown"
    """The model of the processor, as an Android phone tells it."""
    bluetoothEnabled: bool = True
    """Whether Bluetooth is switched on."""
    locationEnabled: bool = True
    """Whether the phone's location service is switched on."""
    wifiEnabled: bool = True
    """Whether Wi-Fi is switched on."""
    supportHevc: bool = True
    """Whether the phone plays HEVC, as wx.checkDeviceSupportHevc tells it."""
    networkType: Literal["wifi", "2g", "3g", "4g", "5g", "unknown", "none"] = "wifi"
    """The network that the phone is in; none for no network at all."""
    signalStrength: int = -50
    """How strong the network's signal is, in dBm."""
    hasSystemProxy: bool = False
    """Whether the phone is set to use a proxy."""
    weakNet: bool = False
    """Whether the network is too weak to be of much use."""
    albumAuthorized: Authorization = "authorized"
    """Whether the system lets WeChat use the album."""
    bluetoothAuthorized: Authorization = "authorized"
    """Whether the system lets WeChat use Bluetooth."""
    cameraAuthorized: Authorization = "authorized"
    """Whether the system lets WeChat use the camera."""
    locationAuthorized: Authorization = "authorized"
    """Whether the system lets WeChat know where the phone is."""
    locationReducedAccuracy: bool = False
    """Whether the system lets WeChat know that only roughly."""
    microphoneAuthorized: Authorization = "authorized"
    """Whether the system lets WeChat use the microphone."""
    notificationAuthorized: Authorization = "authorized"
    """Whether the system lets WeChat notify the user."""
    notificationAlertAuthorized: Authorization = "authorized"
    """Whether notifications may be banners."""
    notificationBadgeAuthorized: Authorization = "authorized"
    """Whether notifications may be numbers at WeChat's icon."""
    notificationSoundAuthorized: Authorization = "authorized"
    """Whether notifications may make a sound."""
    phoneCalendarAuthorized: Authorization = "authorized"
    """Whether the system lets WeChat use the calendar."""


class Location(Frozen):
    """Where the phone is: degrees (WGS-84), metres, metres a second. The default is the Canton
    Tower.
    """

    latitude: float = 23.106574
    """Degrees north of the equator (WGS-84), south of it less than 0."""
    longitude: float = 113.324587
    """Degrees east of Greenwich (WGS-84), west of it less than 0."""
    altitude: float = 12.0
    """Metres above the sea."""
    speed: float = 0.0
    """Metres a second."""
    accuracy: float = 30.0
    """How far off the position may be, in metres."""
    horizontalAccuracy: float = 30.0
    """How far off latitude and longitude may be, in metres."""
    verticalAccuracy: float = 10.0
    """How far off the altitude may be, in metres."""
    name: str = "广州塔"
    """The name of the place that the user picks in wx.chooseLocation."""
    address: str = "广东省广州市海珠区阅江西路222号"
    """The address of the place that the user picks in wx.chooseLocation."""


class UserInfo(Frozen):
    """The user's profile, as wx.getUserInfo gives it."""

    nickName: str = "测试用户"
    """The name that the user goes by."""
    avatarUrl: str = "https://thirdwx.qlogo.cn/mmopen/vi_32/jshost/132"
    """The address of the user's picture."""
    gender: int = 1
    """The user's gender: 0 unknown, 1 male, 2 female."""
    language: str = "zh_CN"
    """The language of country, province and city; wx.getUserInfo says the one it is asked for."""
    city: str = "Guangzhou"
    """The city that the user is from."""
    province: str = "Guangdong"
    """The province that the user is from."""
    country: str = "China"
    """The country that the user is from."""


class Address(Frozen):
    """What the user picks in wx.chooseAddress."""

    userName: str = "张三"
    """Who receives what is sent there."""
    postalCode: str = "510000"
    """The postal code."""
    provinceName: str = "广东省"
    """The province: the first level of the address."""
    cityName: str = "广州市"
    """The city: the second level of the address."""
    countyName: str = "海珠区"
    """The district: the third level of the address."""
    streetName: str = "赤岗街道"
    """The street: the fourth level of the address."""
    detailInfo: str = "新港中路397号"
    """The rest of the address, the street's name included."""
    detailInfoNew: str = "新港中路397号"
    """The rest of the address, without the street's name."""
    nationalCode: str = "440105"
    """The national code of the district."""
    telNumber: str = "020-81167888"
    """The receiver's telephone number."""


class InvoiceTitle(Frozen):
    """What the user picks in wx.chooseInvoiceTitle."""

    type: int = 0
    """Whom the invoice is for: 0 a company, 1 a person."""
    title: str = "广州某某有限公司"
    """The name that the invoice is made out to."""
    taxNumber: str = "91440101MA59TEST00"
    """The tax number."""
    companyAddress: str = "广州市海珠区新港中路397号"
    """The address of the company."""
    telephone: str = "020-81167888"
    """The telephone number."""
    bankName: str = "招商银行广州分行"
    """The name of the bank."""
    bankAccount: str = "1209 0928 2210 301"
    """The number of the bank account."""


class Contact(Frozen):
    """The person that the user picks in wx.chooseContact."""

    displayName: str = "张三"
    """The person's name."""
    phoneNumber: str = "13800138000"
    """The telephone number that the user picks."""
    phoneNumberList: str = "13800138000"
    """All telephone numbers of the person."""


class Code(Frozen):
    """The code that the user scans in wx.scanCode."""

    result: str = "https://example.com/"
    """What it says."""
    scanType: CodeType = "QR_CODE"
    """Of which type it is."""
    charSet: str = "UTF-8"
    """The alphabet that it is written in."""
    path: str = ""
    """The page of this program that it leads to, with its parameters; "" where it does not."""


class WeRun(Frozen):
    """The user's steps, as wx.getWeRunData gives them."""

    steps: tuple[int, ...] = (6021, 8124, 4310, 10233, 7512, 5120, 3207)
    """Steps of the last days, today last; of the 31 days that are reported, the others have 0."""


class Camera(Frozen):
    """What the camera takes: files, relative to this one. Without one it takes nothing."""

    picture: Path | None = None
    """The picture that the user takes."""
    video: Path | None = None
    """The video that the user takes."""


class Microphone(Frozen):
    """What the microphone hears."""

    file: Path | None = None
    """A WAV file, heard once from the start of each recording; silence follows, or is all."""


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Expect(Frozen):
    """What should be found; all that is given should be so."""

    page: str | None = None
    """The route of the page that is shown."""
    data: Mapping[str, Any] = _NOTHING
    """Values by their paths in the data of the page, such as "list[0].name"."""
    prompt: Prompt | None = None
    """The scope of a dialog that has come up since the last expectation; "" for none at all."""
    toast: str | None = None
    """The title of the toast that is shown; "" for none."""


class Step(Frozen):
    """Something that the user does, or that is expected: one of ACTIONS, and what belongs to it."""

    tap: str | None = None
    """The user taps what has this function of the page as its handler."""
    input: str | None = None
    """The user types into what has this function of the page as its handler."""
    call: str | None = None
    """This function of the page is called, as the platform calls onPullDownRefresh."""
    wait: Milliseconds | None = None
    """This much time passes, in milliseconds."""
    back: Pages | None = None
    """The user goes back: true for one page, or how many."""
    tab: str | None = None
    """The user taps the item of the tab bar that has this route."""
    open: str | None = None
    """The user goes to this route, as by a navigator; parameters may follow a "?"."""
    background: Literal[True] | None = None
    """The user leaves the mini program."""
    foreground: Literal[True] | None = None
    """The user comes back to the mini program."""
    media: Button | None = None
    """The user presses this button of the background audio on the lock screen."""
    interruption: Literal["begin", "end"] | None = None
    """The user takes a call in WeChat, which takes the sound away, or ends it."""
    device: Changes | None = None
    """The phone changes: what it says of itself from now on, as in [device]."""
    memory: Literal[5, 10, 15] | None = None
    """The phone is short of memory: the level of the warning, as Android phones have them."""
    screenshot: Literal[True] | None = None
    """The user takes a picture of the screen."""
    expect: Expect | None = None
    """What should be found now."""
    value: Any = ""
    """What is typed."""
    dataset: Mapping[str, Any] = _NOTHING
    """The dataset of the element: the values of its attributes data-*."""
    detail: Any = None
    """The detail of the event."""
    args: tuple[Any, ...] = ()
    """What the function is given."""
    place: Place = ""
    """Where the step stands, as file:line; "" for one that is from no file."""

    @property
    def actions(self) -> list[str]:
        """The actions that it names: one, if it is right."""
        return [name for name in ACTIONS if getattr(self, name) is not None]


ACTIONS: Mapping[str, tuple[str, ...]] = {
    "tap": ("dataset", "detail"),
    "input": ("value", "dataset"),
    "call": ("args",),
    "wait": (),
    "back": (),
    "tab": (),
    "open": (),
    "background": (),
    "foreground": (),
    "media": (),
    "interruption": (),
    "device": (),
    "memory": (),
    "screenshot": (),
    "expect": (),
}
"""What a step may be, and the keys that belong to it."""


Method = Literal["OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "CONNECT"]


class Fixture(Frozen):
    """An answer to requests, in the place of a server: one of json, text, base64 and file is its
    body, or a failure takes the place of it all.
    """

    url: UrlPattern
    """The URL, exact but for * (any characters); without a ? it fits any query."""
    method: Method | None = None
    """The method of the requests that it answers; any, if left out."""
    status: Status = 200
    """The status code."""
    headers: Mapping[HeaderName, tuple[HeaderValue, ...]] = _NOTHING
    """The headers; one that is there several times has a list."""
    json: Any = None
    """The body: this value, as JSON."""
    text: str | None = None
    """The body: this text, in UTF-8."""
    base64: Base64 | None = None
    """The body: these bytes, in base64."""
    file: Path | None = None
    """The body: what is in this file; relative to this one."""
    delay: Milliseconds = 0
    """After how many milliseconds it comes, on the run's clock."""
    failure: FailureKind | None = None
    """Why there is no answer; a timeout comes when the request allows no more time."""
    times: Times | None = None
    """How many requests it answers; all of them, if left out."""


class SocketClose(Frozen):
    """How the server closes a WebSocket."""

    code: CloseCode = 1000
    """The code that says why; 1006 breaks off without a word."""
    reason: CloseReason = ""
    """The reason in words."""
    delay: Milliseconds = 0
    """After how many milliseconds."""


class SocketMessage(Frozen):
    """A message of the server: one of text, json and base64 is what it holds."""

    text: str | None = None
    """A text."""
    json: Any = None
    """A text: this value, as JSON."""
    base64: Base64 | None = None
    """Binary data, in base64."""
    delay: Milliseconds = 0
    """After how many milliseconds."""


class SocketReply(SocketMessage):
    """What the server does when the program sends a message: it sends one, it closes, or both."""

    to: str = "*"
    """The program's message, exact but for * (any characters); * alone fits binary data too."""
    close: SocketClose | None = None
    """How the server closes then."""


class SocketFixture(Frozen):
    """A server of WebSockets that is none: what it does, on the run's clock."""

    url: SocketUrl
    """The URL, exact but for * (any characters); without a ? it fits any query."""
    protocol: HeaderName | None = None
    """The protocol that the server chooses, of those that it is asked for."""
    headers: Mapping[HeaderName, HeaderValue] = _NOTHING
    """The headers of its answer."""
    delay: Milliseconds = 0
    """After how many milliseconds the connection is there."""
    failure: OpenFailure | None = None
    """Why there is no connection; refused is an answer of another status."""
    messages: tuple[SocketMessage, ...] = ()
    """What the server sends, each message its delay after the one before."""
    replies: tuple[SocketReply, ...] = ()
    """What it does when the program sends a message: the first reply that fits it."""
    echo: bool = False
    """Whether it sends back all messages that no reply is for."""
    close: SocketClose | None = None
    """How the server closes, its delay after the last message."""


class NetworkSettings(Frozen):
    """What the program may reach, and what answers in the place of servers. With fixtures, requests
    that none of them fits fail, unless their host is allowed.
    """

    allow: tuple[HostName, ...] = ()
    """Hosts of the real network that may be reached: HOST or HOST:PORT; none if left out."""
    fixtures: tuple[Fixture, ...] = ()
    """Answers in the place of servers: the first that fits a request answers it."""
    sockets: tuple[SocketFixture, ...] = ()
    """Servers of WebSockets that are none: the first that fits a URL is its server."""


class Scenario(Frozen):
    """One run's settings, the world around the program, and what the user does."""

    program: Path | None = None
    """The script, or the folder of the mini program, that this is for; relative to this file."""
    app_id: str | None = None
    """Which app the program is: whose decisions and storage it has."""
    title: str | None = None
    """The name of the program that the user sees in dialogs."""
    base_library: Version = LATEST
    """Which base library is simulated, such as 2.32.0."""
    dialect: Dialect = "devtools"
    """Whose error texts the program gets, where clients differ."""
    clock: Literal["real", "virtual"] = "real"
    """The virtual clock jumps over waiting time, and every run is the same."""
    seed: int = 1
    """Where random values start from when the clock is virtual."""
    on_prompt: OnPrompt | None = None
    """What becomes of questions without an answer; ask on a terminal, deny elsewhere, if left out.
    """
    update: Literal["none", "ready", "failed"] = "none"
    """What wx.getUpdateManager tells: no update, one that is ready, one that failed to load."""
    launch: Launch = Launch()
    """How the user comes to the program."""
    grant: tuple[ScopeName, ...] = ()
    """Scopes that the user has allowed before."""
    deny: tuple[ScopeName, ...] = ()
    """Scopes that the user has refused before."""
    answers: Mapping[str, tuple[str, ...]] = _NOTHING
    """What the user answers, by scope or API; several are used in order, the last one ever after.
    """
    device: Device = Device()
    """The phone."""
    location: Location = Location()
    """Where the phone is."""
    user_info: UserInfo = UserInfo()
    """The user's profile."""
    address: Address = Address()
    """The address that the user picks."""
    invoice_title: InvoiceTitle = InvoiceTitle()
    """The invoice title that the user picks."""
    contact: Contact = Contact()
    """The person that the user picks."""
    code: Code = Code()
    """The code that the user scans."""
    werun: WeRun = WeRun()
    """The user's steps."""
    experiments: Mapping[str, str] = _NOTHING
    """The parameters of the experiments that the user takes part in (wx.getExptInfoSync)."""
    common_config: Mapping[str, Any] = _NOTHING
    """What wx.getCommonConfig tells, by its keys."""
    files: Mapping[str, Path] = _NOTHING
    """Files of this machine by the local paths they have for the program; relative to this file."""
    album: tuple[Path, ...] = ()
    """The pictures and videos in the phone's album; relative to this file."""
    album_folder: Path | None = None
    """The folder into which what is saved to the album is written as well; relative to this file.
    """
    messages: tuple[Path, ...] = ()
    """The files in the user's chats, which wx.chooseMessageFile offers; relative to this file."""
    camera: Camera = Camera()
    """What the camera takes."""
    microphone: Microphone = Microphone()
    """What the microphone hears."""
    audio: Mapping[str, Seconds] = _NOTHING
    """How long the sounds at addresses in the network are, in seconds."""
    network: NetworkSettings = NetworkSettings()
    """Which hosts the program may reach, and what answers in the place of servers."""
    steps: tuple[Step, ...] = ()
    """What the user does, and what should be found then, in order."""


class ScenarioError(FaultsError):
    """A scenario that cannot be used."""


def load(path: Path, questions: Mapping[str, Alternatives] | None = None) -> Scenario:
    """Read a scenario file. Given the `questions` that APIs ask, answers to them are checked too.

    Raises InputError that says what is wrong, in which file and line: a ScenarioError, unless it is
    no TOML.
    """
    from jshost.world.reading import read

    return read(path, questions)
