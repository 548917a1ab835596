package onemap.feed.camera;

import onemap.feed.Admission;

/**
 * How camera lists are taken.
 *
 * @param admission {@code registered}: only cameras in the register
 */
public record CameraSettings(Admission admission) {}
