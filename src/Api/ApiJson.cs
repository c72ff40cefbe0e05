using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Users.Api;

internal static class ApiJson
{
    /// <summary>Writes letters of every language as they are, where the default would escape all but ASCII.</summary>
    public static readonly ApiJsonContext Context =
        new(new JsonSerializerOptions(ApiJsonContext.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
