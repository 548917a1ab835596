package onemap.web.gate;

import onemap.access.Permission;
import onemap.stream.MessageType;

/** One message a client may send on {@code /live}, declared like a route: who may, about what, and in a sentence what it is. */
public record SocketMessage(MessageType type, Permission permission, Scope scope, String summary) {}
