package onemap.access.secret;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Base64;
import java.util.Map;
import onemap.gis.Png;

/** A text as a QR code (ISO/IEC 18004): a PNG that a page can show without asking for it. */
public final class QrCode {
    private static final int PIXELS = 240;
    /** Index 0 white, index 1 black. */
    private static final byte[] PALETTE = {-1, -1, -1, 0, 0, 0};

    private QrCode() {}

    public static String dataUrl(String text) { return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(modules(text))); }

    private static byte[] png(BitMatrix modules) {
        byte[] pixels = new byte[modules.getWidth() * modules.getHeight()];
        for (int y = 0; y < modules.getHeight(); y++)
            for (int x = 0; x < modules.getWidth(); x++)
                pixels[y * modules.getWidth() + x] = (byte) (modules.get(x, y) ? 1 : 0);
        return Png.write(modules.getWidth(), modules.getHeight(), pixels, PALETTE);
    }

    private static BitMatrix modules(String text) {
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, PIXELS, PIXELS,
                    Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.CHARACTER_SET, "UTF-8"));
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }
}
