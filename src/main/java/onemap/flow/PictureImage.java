package onemap.flow;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.live.codec.LiveCodec;

/**
 * What a checkpoint holds of the fold: every live object, ended alarms somebody may still ask about included, and where each source id leads.
 */
record PictureImage(Map<String, Directory.Target> directory, List<LiveObject> objects) {
    private static final int FORMAT = 2;
    private static final int ON_NO_MAP = -1;

    byte[] encode(LiveCodec codec) {
        try (var bytes = new ByteArrayOutputStream(); var out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeInt(directory.size());
            for (var each : directory.entrySet()) {
                out.writeUTF(each.getKey());
                out.writeByte(each.getValue().kind().map(Kind::ordinal).orElse(ON_NO_MAP));
                out.writeUTF(each.getValue().id());
                out.writeUTF(each.getValue().division().orElse(""));
            }
            out.writeInt(objects.size());
            for (LiveObject object : objects)
                write(out, codec.encode(object));
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PictureImage decode(byte[] payload, LiveCodec codec) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(payload))) {
            int format = in.readInt();
            if (format != FORMAT) throw new IOException("checkpoint of format " + format + ", not " + FORMAT);
            var directory = new LinkedHashMap<String, Directory.Target>();
            for (int left = in.readInt(); left > 0; left--) {
                String source = in.readUTF();
                int number = in.readByte();
                var kind = number == ON_NO_MAP ? Optional.<Kind>empty() : Optional.of(Kind.values()[number]);
                directory.put(source, new Directory.Target(kind, in.readUTF(), Optional.of(in.readUTF()).filter(code -> !code.isEmpty())));
            }
            Collection<LiveObject> objects = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--)
                objects.add(codec.decode(read(in)));
            return new PictureImage(directory, List.copyOf(objects));
        }
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputStream in) throws IOException { return in.readNBytes(in.readInt()); }
}
