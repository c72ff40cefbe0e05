using KafkaRider.AspNetCore;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Users.Api.Health;

internal static class HealthDescriptions
{
    public static readonly EndpointDescription Live = new("isLive", "Tells whether the process runs")
    {
        Responses = [ResponseDescription.Json<HealthResponse>(Status200OK, "It does.", Headers.CacheControl)],
    };

    public static readonly EndpointDescription Ready = new("isReady", "Tells whether commands can leave, replies can arrive and users can be read")
    {
        Responses =
        [
            ResponseDescription.Json<HealthResponse>(Status200OK, "All of it.", Headers.CacheControl),
            ResponseDescription.Json<HealthResponse>(Status503ServiceUnavailable, "Not all of it; the checks say what is missing.", Headers.CacheControl),
        ],
    };
}
