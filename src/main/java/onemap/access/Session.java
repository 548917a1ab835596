package onemap.access;

import java.time.Instant;
import java.util.Optional;
import onemap.domain.Area;

/**
 * A session as it is kept 会话.
 *
 * @param id       public: {@code s-…}, of a wall screen {@code w-…}
 * @param actor    whose it is: the user, or the wall screen itself
 * @param digest   of the cookie's secret
 * @param peer     address it was opened from
 * @param wall     of a paired wall screen
 * @param codeStep the step of the second factor's code it was opened with, so that the code counts once even over a restart
 */
public record Session(String id, String actor, String digest, Instant openedAt, Instant absoluteAt, Principal.Means means, String peer,
        Optional<Wall> wall, Optional<Long> codeStep) {

    /** What a wall screen is called and shows 大屏. */
    public record Wall(String name, Area area) {}
}
