package onemap.live.codec;

import onemap.domain.Camera;

/** Cameras as bytes. */
final class CameraCodec {
    private CameraCodec() {}

    static void write(Camera camera, ObjectWriter writer) {
        writer.text(camera.id());
        writer.text(camera.name());
        writer.text(camera.town());
        writer.optional(camera.place(), writer::place);
        writer.optional(camera.streamUrl(), writer::text);
        writer.optional(camera.online(), writer::bool);
        writer.optional(camera.observedAt(), writer::instant);
        writer.optional(camera.receivedAt(), writer::instant);
        writer.bool(camera.registered());
        writer.sink().i64(camera.version());
    }

    static Camera read(ObjectReader reader) {
        return new Camera(reader.text(), reader.text(), reader.text(), reader.optional(reader::place), reader.optional(reader::text),
                reader.optional(reader::bool), reader.optional(reader::instant), reader.optional(reader::instant), reader.bool(),
                reader.i64());
    }
}
