using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

internal static class HttpJsonExtensions
{
    public static WebApplicationBuilder AddHttpJson(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IConfigureOptions<JsonOptions>, HttpJson>();
        builder.Services.AddSingleton<IPostConfigureOptions<JsonOptions>, HttpJson>();
        return builder;
    }
}
