package onemap.access;

import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import onemap.access.secret.Passwords;
import onemap.domain.Area;
import onemap.flow.decision.DecisionLane;

/** Every way into the server and what belongs to it. */
public record Doors(Access access, SignIn signIn, OwnAccount account, Administration administration, Walls walls) {

    /** @param areaExists whether the county has that division */
    public static Doors of(Access access, DecisionLane decisions, Passwords passwords, Predicate<Area> areaExists, InstantSource clock,
            RandomGenerator random) {
        var secondFactors = new SecondFactors(access, clock, random);
        var signIn = new SignIn(access, decisions, passwords, secondFactors, clock, random);
        return new Doors(access, signIn, new OwnAccount(access, decisions, passwords, signIn, secondFactors),
                new Administration(access, decisions, passwords, signIn, areaExists, random),
                new Walls(access, decisions, areaExists, clock, random));
    }

    /** Once a second, in the decision lane. */
    public void tick() {
        access.tick();
        signIn.tick();
        walls.tick();
    }
}
