package onemap.access.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private static final Argon2Settings CHEAP = new Argon2Settings(256, 1);

    @AutoClose private final Passwords passwords = new Passwords(CHEAP, new Random(1));

    /** From test.c of the reference implementation (phc-winner-argon2). */
    @ParameterizedTest
    @ValueSource(strings = {"$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"}) void readsHashesOfTheReferenceImplementation(
                    String phc) {
        assertThat(Argon2id.verify(phc, "password")).isTrue();
        assertThat(Argon2id.verify(phc, "Password")).isFalse();
    }

    @Test void knowsARightPasswordFromAWrongOneAndFromNobodys() throws Exception {
        String kept = passwords.hash("潮水位 4.8 米要撤人");

        assertThat(passwords.verify(Optional.of(kept), "潮水位 4.8 米要撤人").get()).isTrue();
        assertThat(passwords.verify(Optional.of(kept), "潮水位 4.9 米要撤人").get()).isFalse();
        assertThat(passwords.verify(Optional.empty(), "潮水位 4.8 米要撤人").get()).isFalse();
    }

    @Test void whatNobodyKnowsCostsAsMuchAsAnyPassword() {
        assertThat(Argon2id.costs(Argon2id.ofNobody(CHEAP, new Random(5)), CHEAP)).isTrue();
    }

    @Test void saltsEachAnewAndNamesTheCost() {
        String kept = passwords.hash("one and the same");

        assertThat(kept).startsWith("$argon2id$v=19$m=256,t=1,p=1$").isNotEqualTo(passwords.hash("one and the same"));
        assertThat(passwords.isOutdated(kept)).isFalse();
        try (var dearer = new Passwords(new Argon2Settings(512, 1), new Random(2))) {
            assertThat(dearer.isOutdated(kept)).isTrue();
        }
    }

    @Test void refusesAtOnceWhenTooManyWait() {
        try (var slow = new Passwords(new Argon2Settings(65_536, 2), new Random(3))) {
            var answers = new ArrayList<CompletableFuture<Boolean>>();
            for (int i = 0; i < 40; i++)
                answers.add(slow.verify(Optional.empty(), "x"));

            assertThatThrownBy(() -> answers.getLast().get()).isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(Passwords.Busy.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"kurz,fewer", "adminadmin,first", "Admin123456,first", "1234567890,first", "aaaaaaaaaaaa,first",
            "wangwei2024,login"}) void refusesBadPasswords(String password, String why) {
        assertThat(PasswordRules.complaint(password, "wangwei2024").orElseThrow()).contains(why);
    }

    @Test void takesLongEnoughOnesOfAnyScriptButNotEndlessOnes() {
        assertThat(PasswordRules.complaint("城关街道防汛值班室的门朝南", "wang")).isEmpty();
        assertThat(PasswordRules.complaint("correct horse battery", "wang")).isEmpty();
        assertThat(PasswordRules.complaint("ab1-".repeat(33), "wang")).isPresent();
    }

    @Test void opensSealedSecretsForTheirOwnerOnly() {
        var box = new SealedBox(new Keys(new byte[32]).derive("totp"), new Random(4));
        byte[] secret = {1, 2, 3};
        String sealed = box.seal(secret, "u-1");

        assertThat(box.open(sealed, "u-1")).containsExactly(secret);
        assertThat(box.seal(secret, "u-1")).isNotEqualTo(sealed);
        assertThatThrownBy(() -> box.open(sealed, "u-2")).isInstanceOf(IllegalStateException.class);
    }

    @Test void showsAQrCodeThatReadersRead() throws Exception {
        String url = QrCode.dataUrl("otpauth://totp/onemap%3Awang?secret=GEZDGNBVGY3TQOJQ");
        var image = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(url.substring("data:image/png;base64,".length()))));
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());

        var read = new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))));

        assertThat(read.getText()).isEqualTo("otpauth://totp/onemap%3Awang?secret=GEZDGNBVGY3TQOJQ");
    }
}
