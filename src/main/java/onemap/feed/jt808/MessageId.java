package onemap.feed.jt808;

/** Message ids of JT/T 808-2013 and -2019 that this platform understands or sends. */
public final class MessageId {
    /** 终端通用应答 (8.1). */
    public static final int DEVICE_ANSWER = 0x0001;
    /** 终端心跳 (8.3). */
    public static final int HEARTBEAT = 0x0002;
    /** 终端注销 (8.7). */
    public static final int LOGOUT = 0x0003;
    /** 查询服务器时间请求 (2019, 8.5). */
    public static final int ASK_TIME = 0x0004;
    /** 终端注册 (8.5). */
    public static final int REGISTER = 0x0100;
    /** 终端鉴权 (8.8). */
    public static final int AUTHENTICATE = 0x0102;
    /** Time synchronisation of some vendors, in no edition of the standard. */
    public static final int VENDOR_ASK_TIME = 0x0109;
    /** 位置信息汇报 (8.12 / 2019 8.18). */
    public static final int POSITION = 0x0200;
    /** 位置信息查询应答 (8.14). */
    public static final int POSITION_ANSWER = 0x0201;
    /** 定位数据批量上传 (8.49). */
    public static final int POSITION_BATCH = 0x0704;

    /** 平台通用应答 (8.2). */
    public static final int PLATFORM_ANSWER = 0x8001;
    /** 补传分包请求 (8.4). */
    public static final int ASK_PARTS = 0x8003;
    /** 查询服务器时间应答 (2019, 8.6). */
    public static final int TELL_TIME = 0x8004;
    /** 终端注册应答 (8.6). */
    public static final int REGISTER_ANSWER = 0x8100;
    /** Answer to {@link #VENDOR_ASK_TIME}. */
    public static final int VENDOR_TELL_TIME = 0x8109;

    private MessageId() {}

    static boolean isUnderstood(int id) {
        return switch (id) {
            case DEVICE_ANSWER, HEARTBEAT, LOGOUT, ASK_TIME, REGISTER, AUTHENTICATE, VENDOR_ASK_TIME, POSITION, POSITION_ANSWER,
                    POSITION_BATCH ->
                true;
            default -> false;
        };
    }
}
