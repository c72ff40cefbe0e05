using System.Diagnostics.CodeAnalysis;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Reads what a command is about from the path and If-Match.</summary>
internal static class TargetReader
{
    public const string IdParameter = "id";

    public static bool TryRead(HttpContext http, Problem notFound, out EntityTarget target, [NotNullWhen(false)] out Problem? problem)
    {
        target = default;

        if (!Guid.TryParseExact(http.GetRouteValue(IdParameter) as string, "D", out var id) || id == Guid.Empty)
        {
            problem = notFound;
            return false;
        }

        var isValid = EntityVersion.TryReadIfMatch(http.Request.Headers, out var expected, out problem);
        target = new(id, expected);
        return isValid;
    }
}
