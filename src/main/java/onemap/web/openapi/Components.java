package onemap.web.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** What many operations have in common: problems, headers, the ways to show who asks. */
final class Components {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** RFC 9457 problems by status; what each means here. */
    private static final Map<Integer, String> PROBLEMS = new TreeMap<>(Map.ofEntries(
            Map.entry(400, "Bad request 请求有误"), Map.entry(401, "Sign in first 请先登录: no session, no token, or one that has ended"),
            Map.entry(403, "Not your role 角色无此权限, outside your area 不在您的辖区, or a foreign origin 来源不符"),
            Map.entry(404, "Not found 未找到"), Map.entry(409, "Not possible now 当前不可执行"), Map.entry(410, "Over 已失效"),
            Map.entry(413, "Too large 内容过大"), Map.entry(415, "Not a type that is read here 类型不支持"),
            Map.entry(422, "Idempotency-Key reused 幂等键已用于其他请求, or a content that cannot be taken"),
            Map.entry(429, "Too many 请求过多: wait as long as Retry-After says"),
            Map.entry(503, "Busy or not recorded 系统繁忙或未记录: try again")));

    private Components() {}

    static ObjectNode with(ObjectNode schemas) {
        var components = JSON.createObjectNode();
        components.set("schemas", schemas);
        responses(components.putObject("responses"));
        parameters(components.putObject("parameters"));
        ways(components.putObject("securitySchemes"));
        return components;
    }

    static ObjectNode problem(int status) { return JSON.createObjectNode().put("$ref", "#/components/responses/Problem" + status); }

    static ObjectNode anyProblem() { return JSON.createObjectNode().put("$ref", "#/components/responses/Problem"); }

    private static void responses(ObjectNode responses) {
        responses.set("Problem", response("Our fault 内部错误, or another problem"));
        PROBLEMS.forEach((status, meaning) -> responses.set("Problem" + status, response(meaning)));
        for (int status : new int[]{429, 503})
            ((ObjectNode) responses.get("Problem" + status)).putObject("headers")
                    .putObject("Retry-After")
                    .put("description", "seconds to wait, when that is known")
                    .putObject("schema")
                    .put("type", "integer");
    }

    private static ObjectNode response(String meaning) {
        var response = JSON.createObjectNode().put("description", meaning);
        response.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/Problem");
        return response;
    }

    private static void parameters(ObjectNode parameters) {
        parameters.putObject("IdempotencyKey")
                .put("name", "Idempotency-Key")
                .put("in", "header")
                .put("required", true)
                .put("description", "Chosen by the client, new for each action: repeats with the same key do nothing twice 幂等键")
                .putObject("schema")
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", 128);
        parameters.putObject("CsrfToken")
                .put("name", "X-CSRF-Token")
                .put("in", "header")
                .put("description", "From GET /api/v1/session; needed with the cookie, not with a token 防跨站令牌")
                .putObject("schema")
                .put("type", "string");
    }

    private static void ways(ObjectNode ways) {
        ways.putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "onemap_…")
                .put("description", "A machine's token 机器令牌, made by POST /api/v1/tokens or bin/onemap token");
        ways.putObject("session")
                .put("type", "apiKey")
                .put("in", "cookie")
                .put("name", "__Host-onemap")
                .put("description", "A person's session 会话, from POST /signin");
    }
}
