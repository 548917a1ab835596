package onemap.journal.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/** The archive cannot be used now; the message is one line for the operator, without any password. */
public final class ArchiveFailed extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int MOST_CAUSES = 16;

    ArchiveFailed(ArchiveSettings settings, String why) { super("archive " + settings.url() + ": " + why, null, false, false); }

    /** In the operator's terms where the database's error says enough (PostgreSQL 15, appendix A, error codes). */
    static ArchiveFailed of(ArchiveSettings settings, Exception thrown) {
        var told = told(thrown);
        if (told.filter(SQLTransientConnectionException.class::isInstance).isPresent())
            return new ArchiveFailed(settings, "cannot be reached 无法连接 (no answer in time)");
        String state = told.map(SQLException::getSQLState).orElse("");
        return new ArchiveFailed(settings, switch (state) {
            case "28P01", "28000", "08004" -> "user " + settings.user()
                    + " is refused: wrong user, or wrong password in archive.passwordFile 用户名或口令错误";
            case "3D000" -> "there is no such database 数据库不存在";
            case "08001", "08006" -> "cannot be reached 无法连接 (" + line(told.map(Throwable::getMessage)) + ")";
            case "42501" -> "user " + settings.user() + " may not do what is needed 权限不足 (" + line(told.map(Throwable::getMessage)) + ")";
            default -> line(told.map(Throwable::getMessage).or(() -> Optional.ofNullable(thrown.getMessage())));
        });
    }

    static ArchiveFailed ofPasswordFile(ArchiveSettings settings, Path file, IOException thrown) {
        return new ArchiveFailed(settings,
                "archive.passwordFile " + file + " cannot be read 口令文件无法读取 (" + thrown.getClass().getSimpleName() + ")");
    }

    /** What the driver said, behind what pool and migrations wrapped around it. */
    private static Optional<SQLException> told(Throwable thrown) {
        var cause = Optional.of(thrown);
        Optional<SQLException> told = Optional.empty();
        for (int i = 0; i < MOST_CAUSES && cause.isPresent(); i++) {
            if (cause.get() instanceof PSQLException e) return Optional.of(e);
            if (told.isEmpty() && cause.get() instanceof SQLException e) told = Optional.of(e);
            cause = Optional.ofNullable(cause.get().getCause());
        }
        return told;
    }

    private static String line(Optional<String> message) { return message.orElse("unknown").strip().replaceAll("\\s*\\R\\s*", "; "); }
}
