package onemap.access;

import java.util.Optional;
import onemap.domain.Area;

/** Somebody who signs in 用户: what the chain says of it, and what is personal and stands outside. */
public record User(State state, Personal personal) {

    /** In the chain: nothing personal. */
    public record State(String id, Role role, Area area, boolean enabled, boolean mustChangePassword, boolean secondFactor) {}

    /**
     * Outside the chain.
     *
     * @param password   a PHC string, or {@link FirstUsers#DERIVED}
     * @param totpSecret sealed by a key of this data folder
     */
    public record Personal(String login, String name, String phone, String password, Optional<String> totpSecret) {}

    public String id() { return state.id(); }

    public Role role() { return state.role(); }

    public boolean enabled() { return state.enabled(); }

    public String login() { return personal.login(); }

    boolean isWorkingAdministrator() { return state.enabled() && state.role() == Role.ADMINISTRATOR; }

    User withProfile(String name, String phone, Role role, Area area) {
        return new User(new State(id(), role, area, state.enabled(), state.mustChangePassword(), state.secondFactor()),
                new Personal(login(), name, phone, personal.password(), personal.totpSecret()));
    }

    User withEnabled(boolean enabled) {
        return new User(new State(id(), role(), state.area(), enabled, state.mustChangePassword(), state.secondFactor()), personal);
    }

    User withPassword(String phc, boolean mustChange) {
        return new User(new State(id(), role(), state.area(), state.enabled(), mustChange, state.secondFactor()),
                new Personal(login(), personal.name(), personal.phone(), phc, personal.totpSecret()));
    }

    User withSecondFactor(Optional<String> sealed) {
        return new User(new State(id(), role(), state.area(), state.enabled(), state.mustChangePassword(), sealed.isPresent()),
                new Personal(login(), personal.name(), personal.phone(), personal.password(), sealed));
    }
}
