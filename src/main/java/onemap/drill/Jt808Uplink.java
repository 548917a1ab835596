package onemap.drill;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import onemap.domain.LonLat;

/** A tracker's line over JT/T 808: registers, authenticates, then reports. One event loop. */
public final class Jt808Uplink implements PositionUplink {
    /** Zhejiang 浙江 by GB/T 2260. */
    private static final int PROVINCE = 33;
    private static final int CITY = 1099;
    private static final int BLUE_PLATE = 1;
    /** Status word, JT/T 808-2013 table 25. */
    private static final int ENGINE_ON = 1;
    private static final int POSITIONED = 2;
    private static final double ALTITUDE_METRES = 20;

    private final NetClient client;
    private final Address platform;
    private final String phone;
    private Jt808Device device;
    private NetSocket socket;
    private boolean authenticated;

    public Jt808Uplink(NetClient client, Address platform, String phone) {
        this.client = client;
        this.platform = platform;
        this.phone = phone;
    }

    @Override public Future<Void> connect() {
        device = new Jt808Device(phone, Jt808Device.Edition.V2013);
        authenticated = false;
        Promise<Void> signedIn = Promise.promise();
        return client.connect(platform.port(), platform.host()).compose(connected -> {
            socket = connected;
            connected.handler(bytes -> hear(bytes, signedIn));
            connected.closeHandler(closed -> {
                authenticated = false;
                signedIn.tryFail("the platform closed the line");
            });
            connected.exceptionHandler(failure -> connected.close());
            connected.write(Buffer.buffer(device.register(PROVINCE, CITY, "浙A" + phone.substring(phone.length() - 5), BLUE_PLATE)));
            return signedIn.future();
        });
    }

    private void hear(Buffer bytes, Promise<Void> signedIn) {
        for (var answer : device.hear(bytes.getBytes())) {
            switch (answer) {
                case Jt808Device.Answer.Registered registered -> {
                    if (registered.result() != 0) signedIn.tryFail("registration refused with " + registered.result());
                    else
                        socket.write(Buffer.buffer(device.authenticate(registered.code())));
                }
                case Jt808Device.Answer.General general -> {
                    if (authenticated) continue;
                    authenticated = general.result() == 0;
                    if (authenticated) signedIn.tryComplete();
                    else
                        signedIn.tryFail("authentication refused with " + general.result());
                }
                case Jt808Device.Answer.Other other -> {
                }
            }
        }
    }

    @Override public boolean isUp() { return authenticated; }

    @Override public void send(Fix fix) {
        if (!authenticated || socket.writeQueueFull()) return;
        var at = fix.place().orElse(new LonLat(0, 0));
        int status = ENGINE_ON | (fix.place().isPresent() ? POSITIONED : 0);
        socket.write(Buffer
                .buffer(device.position(new Jt808Device.Fix(at.lonDegrees(), at.latDegrees(), ALTITUDE_METRES, fix.speedMetresPerSecond(),
                        fix.headingDegrees(), fix.at(), 0, status))));
    }

    @Override public Future<Void> close() {
        if (!authenticated) return socket == null ? Future.succeededFuture() : socket.close();
        authenticated = false;
        return socket.write(Buffer.buffer(device.logout())).transform(written -> socket.close());
    }
}
