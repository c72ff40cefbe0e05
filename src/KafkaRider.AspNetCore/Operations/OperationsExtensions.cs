using System.Text.Json;
using KafkaRider.AspNetCore.Internal;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore;

/// <summary>Shows what became of commands.</summary>
public static class OperationsExtensions
{
    private const int LargestHubMessageBytes = 4 * 1024;

    /// <summary>Maps <c>/operations/{id}</c>, its events as server-sent events, and the same for SignalR at <c>/hubs/operations</c>.</summary>
    /// <param name="routes">Where to map it.</param>
    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);

        OperationEndpoints.Map(routes);
    }

    internal static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<OperationsOptions, OperationsOptionsValidator>().BindConfiguration(OperationsOptions.SectionName);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSignalR(hubs => hubs.MaximumReceiveMessageSize = LargestHubMessageBytes).AddJsonProtocol();
        services.Configure<JsonOptions>(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, OperationsJsonContext.Default));
        services.AddOptions<JsonHubProtocolOptions>().Configure<IOptions<JsonOptions>>(SetJson);
        services.AddSingleton<OperationView>();
        services.AddSingleton<OperationAnswers>();
        services.AddSingleton<LastLook>();
        services.AddSingleton<ArchivedOperations>();
        services.AddSingleton<OperationLookup>();
        services.AddSingleton<LastSteps>();
        services.AddSingleton<OperationEvents>();
        services.AddSingleton<OperationLimits>();
        return builder;
    }

    // SignalR has types of its own to write.
    private static void SetJson(JsonHubProtocolOptions hub, IOptions<JsonOptions> http) => hub.PayloadSerializerOptions =
        new JsonSerializerOptions(http.Value.SerializerOptions);
}
