using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Users.Api;

internal static class ApiJson
{
    /// <summary>Writes letters of every language as they are, where the default would escape all but ASCII.</summary>
    public static readonly ApiJsonContext Context =
        new(new JsonSerializerOptions(ApiJsonContext.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });

    /// <summary>Does the same for SignalR, which has types of its own to write.</summary>
    public static readonly JsonSerializerOptions HubOptions =
        new(Context.Options) { TypeInfoResolver = JsonTypeInfoResolver.Combine(Context, new DefaultJsonTypeInfoResolver()) };
}
