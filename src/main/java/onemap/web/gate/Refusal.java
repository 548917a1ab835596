package onemap.web.gate;

import onemap.web.http.Problem;

/** Why a request was not let through: its status, the {@code reason} it is counted under, and whether the journal is told. */
enum Refusal {
    /** What was shown is no session and no token, or is one no more. */
    CREDENTIALS(401, "credentials", "Sign in again 请重新登录"),
    /** Nothing was shown. */
    STRANGER(401, "no_credentials", "Sign in first 请先登录"), //
    ROLE(403, "role", "Not your role 角色无此权限"),
    /** Something is to be done first: a password to be changed, a second factor to be set up. */
    OWED(403, "owed", "Something else comes first 请先完成账户安全设置"), //
    AREA(403, "area", "Outside your area 不在您的辖区"), //
    CSRF(403, "csrf", "Not sent by our page 非本站页面发出"), //
    ORIGIN(403, "origin", "Foreign origin 来源不符"),
    /** A name this server does not go by: DNS rebinding, or a name missing in {@code web.names}. */
    HOST(403, "host", "Unknown host name 主机名未登记"), //
    METHOD(405, "method", "Not that way 请求方法不支持"), //
    MEDIA_TYPE(415, "media_type", "Not JSON 请求体须为 JSON"), //
    LONG_ADDRESS(414, "uri_too_long", "Address too long 地址过长"), //
    LONG_HEADERS(431, "headers_too_long", "Headers too long 请求头过长"), //
    MALFORMED(400, "malformed", "Not a request 无法识别的请求");

    private final int status;
    private final String reason;
    private final String title;

    Refusal(int status, String reason, String title) {
        this.status = status;
        this.reason = reason;
        this.title = title;
    }

    int status() { return status; }

    String reason() { return reason; }

    /** About access: somebody tried what is not theirs. */
    boolean isRecorded() {
        return switch (this) {
            case CREDENTIALS, ROLE, AREA, CSRF, ORIGIN, HOST -> true;
            case STRANGER, OWED, METHOD, MEDIA_TYPE, LONG_ADDRESS, LONG_HEADERS, MALFORMED -> false;
        };
    }

    Problem problem(String detail) { return new Problem(status, title, detail); }
}
