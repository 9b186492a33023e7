"""The scopes of the platform, and what people are shown of them."""

from __future__ import annotations

from jshost.frozen import Frozen


class Scope(Frozen):
    """A permission.

    `label` stands on the settings page (D), `request` in the dialog (R: no document has the texts).
    `since` is its base library: background location D, the others I.
    """

    name: str
    label: str
    request: str
    since: str = "1.0.0"


SCOPES = {
    scope.name: scope
    for scope in (
        Scope("scope.userInfo", "用户信息", "获取你的昵称、头像"),
        Scope("scope.userLocation", "地理位置", "使用你的位置信息"),
        Scope("scope.userLocationBackground", "后台定位", "在后台使用你的位置信息", "2.8.0"),
        Scope("scope.userFuzzyLocation", "模糊地理位置", "使用你的模糊位置信息", "2.25.0"),
        Scope("scope.address", "通讯地址", "使用你的通讯地址"),
        Scope("scope.invoiceTitle", "发票抬头", "使用你的发票抬头"),
        Scope("scope.invoice", "获取发票", "使用你的发票"),
        Scope("scope.werun", "微信运动步数", "获取你的微信运动步数"),
        Scope("scope.record", "麦克风", "使用你的麦克风"),
        Scope("scope.writePhotosAlbum", "添加到相册", "保存图片或视频到你的相册"),
        Scope("scope.camera", "摄像头", "使用你的摄像头"),
        Scope("scope.bluetooth", "蓝牙", "使用你的蓝牙", "2.24.0"),
        Scope("scope.addPhoneContact", "添加到联系人", "添加到你的联系人", "2.24.0"),
        Scope("scope.addPhoneCalendar", "添加到日历", "添加到你的日历", "2.24.0"),
    )
}
