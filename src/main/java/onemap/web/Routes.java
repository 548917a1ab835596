package onemap.web;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.PUT;
import static onemap.access.Permission.ACKNOWLEDGE;
import static onemap.access.Permission.AUDIT;
import static onemap.access.Permission.EDIT_REGISTERS;
import static onemap.access.Permission.MANAGE_ACCESS;
import static onemap.access.Permission.MANAGE_WEBHOOKS;
import static onemap.access.Permission.OWN_ACCOUNT;
import static onemap.access.Permission.OWN_SESSION;
import static onemap.access.Permission.PLACE_DEVICE;
import static onemap.access.Permission.POST_FEEDS;
import static onemap.access.Permission.READ_CONTACTS;
import static onemap.access.Permission.READ_FEEDS;
import static onemap.access.Permission.READ_FIGURES;
import static onemap.access.Permission.READ_LOG;
import static onemap.access.Permission.READ_PICTURE;
import static onemap.access.Permission.RESOLVE_CONFLICT;
import static onemap.access.Permission.REVEAL_CONTACTS;
import static onemap.access.Permission.WRITE_LOG;
import static onemap.stream.MessageType.SINCE;
import static onemap.web.gate.Endpoint.change;
import static onemap.web.gate.Endpoint.get;
import static onemap.web.gate.Endpoint.post;
import static onemap.web.gate.Endpoint.stream;
import static onemap.web.gate.Endpoint.text;
import static onemap.web.gate.Need.nothing;
import static onemap.web.gate.Need.openInDemo;
import static onemap.web.gate.Need.openPage;
import static onemap.web.gate.Need.right;
import static onemap.web.gate.Need.workPage;
import static onemap.web.gate.Scope.COUNTY;
import static onemap.web.gate.Scope.FILTERED;
import static onemap.web.gate.Scope.NONE;
import static onemap.web.gate.Scope.OBJECT;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import onemap.web.api.AccessApi;
import onemap.web.api.ConflictsApi;
import onemap.web.api.ContactsApi;
import onemap.web.api.CountyApi;
import onemap.web.api.DescriptionApi;
import onemap.web.api.DeskApi;
import onemap.web.api.DurabilityApi;
import onemap.web.api.FeedPosts;
import onemap.web.api.FeedsApi;
import onemap.web.api.HooksApi;
import onemap.web.api.LayersApi;
import onemap.web.api.LiveApi;
import onemap.web.api.MergeApi;
import onemap.web.ogc.OgcFeatures;
import onemap.web.ogc.OgcTiles;
import onemap.web.api.ImportApi;
import onemap.web.api.PictureApi;
import onemap.web.api.RegistersApi;
import onemap.web.api.SignInApi;
import onemap.web.api.Tiles;
import onemap.web.api.WallApi;
import onemap.web.area.AreaApi;
import onemap.web.gate.Endpoint;
import onemap.web.gate.Gate;
import onemap.web.gate.Need;
import onemap.web.gate.SocketMessage;
import onemap.web.http.StaticFiles;
import onemap.web.log.LogApi;

/** Every route, on one screen, with who may ask it and about what. */
record Routes(StaticFiles files, Gate gate, Health health, Metrics metrics, LiveApi live, OgcFeatures ogc, DeskApi desk,
        RegistersApi registers, ImportApi imports, LogApi log,
        ContactsApi contacts, PictureApi picture, CountyApi county, FeedsApi feeds, Tiles tiles, List<FeedPosts> posts, SignInApi signIn,
        AccessApi access, WallApi walls, HooksApi hooks, DescriptionApi description, ConflictsApi conflicts, MergeApi merge,
        LayersApi layers, OgcTiles tilesets, AreaApi area, DurabilityApi durability) {

    /** The table: everything that is answered, and who may ask it. */
    List<Endpoint> endpoints() {
        var table = new ArrayList<Endpoint>();
        table.add(get("/healthz", nothing(), NONE, "Whether the server can be relied on now", this::health));
        table.add(get("/metrics", openInDemo(READ_FIGURES), NONE, "Figures of the server, Prometheus text", metrics::answer));
        table.add(get("/live", openInDemo(READ_PICTURE), FILTERED, "The live stream, a WebSocket", live::open));

        table.add(get("/ogc", openInDemo(READ_PICTURE), NONE, "Landing page of the OGC API", ogc::landing));
        table.add(get("/ogc/conformance", openInDemo(READ_PICTURE), NONE, "What of the OGC API is kept", ogc::conformance));
        table.add(get("/ogc/api", openInDemo(READ_PICTURE), NONE, "The OGC API as OpenAPI 3.0", ogc::api));
        table.add(get("/ogc/collections", openInDemo(READ_PICTURE), FILTERED, "The collections", ogc::collections));
        table.add(get("/ogc/collections/{collection}", openInDemo(READ_PICTURE), FILTERED, "One collection", ogc::collection));
        table.add(get("/ogc/collections/{collection}/queryables", openInDemo(READ_PICTURE), NONE, "What can be asked of it",
                ogc::queryables));
        table.add(get("/ogc/collections/{collection}/items", openInDemo(READ_PICTURE), FILTERED, "Its features", ogc::items));
        table.add(get("/ogc/collections/{collection}/items/{id}", openInDemo(READ_PICTURE), FILTERED, "One feature", ogc::item));

        String ofLayer = "/ogc/collections/{collection}/tiles";
        table.add(get("/ogc/tileMatrixSets", openInDemo(READ_PICTURE), NONE, "How tiles are laid out", tilesets::matrixSets));
        table.add(get("/ogc/tileMatrixSets/{matrixSet}", openInDemo(READ_PICTURE), NONE, "One layout of tiles", tilesets::matrixSet));
        table.add(get(ofLayer, openInDemo(READ_PICTURE), NONE, "The tilesets of a static layer", tilesets::tilesets));
        table.add(get(ofLayer + "/{matrixSet}", openInDemo(READ_PICTURE), NONE, "One of them", tilesets::tileset));
        table.add(get(ofLayer + "/{matrixSet}/{tileMatrix}/{tileRow}/{tileCol}", openInDemo(READ_PICTURE), NONE, "A vector tile",
                tilesets::tile));

        table.add(get("/api/v1/county", right(READ_PICTURE), NONE, "The county, its base layers, freshness limits", county::county));
        table.add(get("/api/v1/alarms", right(READ_PICTURE), FILTERED, "Open alarms, worst first", picture::alarms));
        table.add(get("/api/v1/log", right(READ_LOG), FILTERED, "The duty log, newest first", log::list));
        table.add(text("/api/v1/log", right(WRITE_LOG), FILTERED, "Writes a note", log::note));
        table.add(text("/api/v1/log/{node}/{seq}/correction", right(WRITE_LOG), FILTERED, "Corrects a note", log::correct));
        table.add(get("/api/v1/feeds", right(READ_FEEDS), COUNTY, "The feeds' books", feeds::books));
        table.add(get("/api/v1/feeds/{feed}/quarantine", right(READ_FEEDS), COUNTY, "What a feed would not take", feeds::quarantine));
        table.add(get("/api/v1/warnings/{id}/covers", right(READ_PICTURE), FILTERED, "What a warning's area holds now", picture::covers));
        table.add(text("/api/v1/area", right(READ_PICTURE), FILTERED, "What lies in an area now, as JSON or as a file", area::answer));
        table.add(get("/api/v1/export/{collection}", right(READ_PICTURE), FILTERED, "A collection as a file", ogc::export));
        table.add(get("/api/v1/stations/{id}/observations", right(READ_PICTURE), OBJECT, "A station's curve", picture::observations));
        table.add(post("/api/v1/alarms/{id}/acknowledge", right(ACKNOWLEDGE), OBJECT, "Takes an alarm", desk::acknowledge));
        table.add(
                post("/api/v1/alarms/{id}/acknowledge/undo", right(ACKNOWLEDGE), OBJECT, "Takes the own acknowledgement back", desk::undo));
        table.add(get("/api/v1/durability", right(READ_PICTURE), NONE, "How far the shared archive has come", durability::answer));
        table.add(get("/api/v1/conflicts", right(READ_LOG), FILTERED, "Contradicting facts of nodes that were cut off", conflicts::list));
        table.add(post("/api/v1/conflicts/{conflict}/resolve", right(RESOLVE_CONFLICT), FILTERED, "Chooses between such facts",
                conflicts::resolve));
        table.add(stream("/api/v1/journal/merge", right(AUDIT), COUNTY, "Takes over another node's entries", merge::receive));
        table.add(get("/api/v1/objects/{id}/contacts", right(READ_CONTACTS), OBJECT, "Who answers for it, masked", contacts::masked));
        table.add(post("/api/v1/objects/{id}/contacts/reveal", right(REVEAL_CONTACTS), OBJECT,
                "Who answers for it, plain: the reason is recorded first", contacts::reveal));
        table.add(post("/api/v1/devices/{id}/place", right(PLACE_DEVICE), COUNTY, "Gives a device its place", desk::place));

        table.add(
                get("/api/v1/registers", right(READ_PICTURE), FILTERED, "The registers and how many rows each has", registers::registers));
        table.add(get("/api/v1/registers/{register}", right(READ_PICTURE), FILTERED, "The rows of a register", registers::list));
        table.add(get("/api/v1/registers/{register}/{row}", right(READ_PICTURE), FILTERED, "One row", registers::row));
        table.add(get("/api/v1/registers/{register}/{row}/history", right(READ_LOG), FILTERED, "How a row came to be as it is",
                registers::history));
        table.add(change(PUT, "/api/v1/registers/{register}/{row}", right(EDIT_REGISTERS), FILTERED, "Enters or changes a row",
                registers::edit));
        table.add(change(DELETE, "/api/v1/registers/{register}/{row}", right(EDIT_REGISTERS), FILTERED, "Takes a row out of its register",
                registers::remove));
        table.add(stream("/api/v1/registers/{register}/import", right(EDIT_REGISTERS), FILTERED, "Takes a file into a register",
                imports::receive));
        table.add(get("/api/v1/coordinate-systems", right(READ_PICTURE), NONE, "Coordinate systems a file may have", imports::systems));

        table.add(get("/api/v1/webhooks", right(MANAGE_WEBHOOKS), COUNTY, "Webhooks and how they stand", hooks::list));
        table.add(post("/api/v1/webhooks", right(MANAGE_WEBHOOKS), COUNTY, "Adds a webhook", hooks::add));
        table.add(change(DELETE, "/api/v1/webhooks/{id}", right(MANAGE_WEBHOOKS), COUNTY, "Removes a webhook", hooks::remove));
        table.add(post("/api/v1/webhooks/{id}/test", right(MANAGE_WEBHOOKS), COUNTY, "Sends a test message", hooks::test));
        table.add(get("/api/v1/openapi.json", right(READ_PICTURE), NONE, "This description", description::answer));

        posts.forEach(post -> table.add(stream(post.path(), openInDemo(POST_FEEDS), NONE, "Takes reports", post::receive)));

        access(table);
        table.add(get("/tiles/hillshade/{z}/{x}/{y}.png", openInDemo(READ_PICTURE), NONE, "Offline base map", tiles::hillshade));
        table.add(get("/tiles/layer/{layer}", openInDemo(READ_PICTURE), NONE, "A static layer", layers::things));
        table.add(
                get("/tiles/online/{layer}/{z}/{x}/{y}", openInDemo(READ_PICTURE), NONE, "Online base map, through here", layers::online));
        table.add(get("/tiles/{layer}/{z}/{x}/{y}", openInDemo(READ_PICTURE), NONE, "A tile of a file of tiles", layers::tile));
        table.add(get("/api/v1/layers", right(READ_PICTURE), NONE, "Static layers and how they are drawn", layers::list));
        table.add(get("/api/v1/elevation", right(READ_PICTURE), NONE, "How high the ground is", layers::elevation));
        table.add(get("/tiles/base/{layer}", openInDemo(READ_PICTURE), NONE, "Vector base layer", this::file));
        page(table, "/", workPage(), "/pages/duty.html");
        page(table, "/wall", openPage(), "/pages/wall.html");
        page(table, "/brief", workPage(), "/pages/brief.html");
        page(table, "/feeds", workPage(), "/pages/feeds.html");
        page(table, "/log", workPage(), "/pages/log.html");
        page(table, "/signin", openPage(), "/pages/signin.html");
        page(table, "/account", workPage(), "/pages/account.html");
        page(table, "/access", workPage(), "/pages/access.html");
        page(table, "/import", workPage(), "/pages/import.html");
        page(table, "/registers", workPage(), "/pages/registers.html");
        page(table, "/openapi", workPage(), "/pages/openapi.html");
        return table;
    }

    /** Who gets in, and who says who may. */
    private void access(List<Endpoint> table) {
        table.add(post("/signin", nothing(), NONE, "Signs in", signIn::signIn));
        table.add(get("/api/v1/session", right(OWN_SESSION), NONE, "Who asks and what it may", signIn::session));
        table.add(change(DELETE, "/api/v1/session", right(OWN_SESSION), NONE, "Signs out", signIn::signOut));
        table.add(post("/api/v1/session/password", right(OWN_ACCOUNT), NONE, "Changes the own password", signIn::changePassword));
        table.add(post("/api/v1/session/second-factor", right(OWN_ACCOUNT), NONE, "Begins enrolling a second factor",
                signIn::beginSecondFactor));
        table.add(post("/api/v1/session/second-factor/confirm", right(OWN_ACCOUNT), NONE, "Enrols it by a first code",
                signIn::confirmSecondFactor));
        table.add(change(DELETE, "/api/v1/session/second-factor", right(OWN_ACCOUNT), NONE, "Removes it", signIn::removeSecondFactor));

        table.add(get("/api/v1/users", right(MANAGE_ACCESS), COUNTY, "The users; reading them is an entry", access::users));
        table.add(post("/api/v1/users", right(MANAGE_ACCESS), COUNTY, "A new user", access::addUser));
        table.add(change(PUT, "/api/v1/users/{user}", right(MANAGE_ACCESS), COUNTY, "Changes a user", access::changeUser));
        table.add(post("/api/v1/users/{user}/password", right(MANAGE_ACCESS), COUNTY, "A new random password", access::resetPassword));
        table.add(post("/api/v1/users/{user}/second-factor/reset", right(MANAGE_ACCESS), COUNTY, "After a lost phone",
                access::resetSecondFactor));
        table.add(get("/api/v1/tokens", right(MANAGE_ACCESS), COUNTY, "Tokens of machines", access::tokens));
        table.add(post("/api/v1/tokens", right(MANAGE_ACCESS), COUNTY, "A new token, told once", access::issueToken));
        table.add(change(DELETE, "/api/v1/tokens/{token}", right(MANAGE_ACCESS), COUNTY, "Revokes a token", access::revokeToken));
        table.add(get("/api/v1/sessions", right(OWN_ACCOUNT), FILTERED, "Open sessions: the own ones, all for administrators",
                access::sessions));
        table.add(change(DELETE, "/api/v1/sessions/{session}", right(OWN_ACCOUNT), FILTERED, "Ends such a session", access::endSession));
        table.add(get("/api/v1/roles", right(MANAGE_ACCESS), NONE, "Which role has which right", access::roles));

        table.add(post("/wall/pairing", nothing(), NONE, "A wall screen asks for a code", walls::ask));
        table.add(post("/wall/pairing/claim", nothing(), NONE, "A wall screen gets in once it is paired", walls::claim));
        table.add(get("/api/v1/walls", right(MANAGE_ACCESS), COUNTY, "Paired wall screens", access::walls));
        table.add(post("/api/v1/walls", right(MANAGE_ACCESS), COUNTY, "Pairs the screen that shows a code", access::pairWall));
        table.add(change(DELETE, "/api/v1/walls/{session}", right(MANAGE_ACCESS), COUNTY, "Unpairs a screen", access::endSession));
    }

    /** What a screen may say on {@code /live}. */
    static List<SocketMessage> messages() {
        return List.of(new SocketMessage(SINCE, READ_PICTURE, FILTERED, "Where it stands, or that it wants a snapshot"));
    }

    /** A page holds nothing but itself; what it shows it asks for. */
    private void page(List<Endpoint> table, String path, Need need, String file) {
        table.add(get(path, need, NONE, "Page", context -> files.serve(context, file)));
    }

    private void file(RoutingContext context) { files.serve(context, context.normalizedPath()); }

    private void health(RoutingContext context) {
        if (gate.mayRead(context, READ_FIGURES)) health.answer(context);
        else
            health.brief(context);
    }
}
