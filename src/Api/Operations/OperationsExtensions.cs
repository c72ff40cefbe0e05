using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Users.Api.Operations;

internal static class OperationsExtensions
{
    private const int LargestHubMessageBytes = 4 * 1024;

    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<OperationsOptions, OperationsOptionsValidator>()
            .BindConfiguration(OperationsOptions.SectionName);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSignalR(hubs => hubs.MaximumReceiveMessageSize = LargestHubMessageBytes)
            .AddJsonProtocol(json => json.PayloadSerializerOptions = ApiJson.HubOptions);
        builder.Services.AddSingleton<OperationView>();
        builder.Services.AddSingleton<OwnOutcomes>();
        builder.Services.AddSingleton<LastLook>();
        builder.Services.AddSingleton<OperationLookup>();
        builder.Services.AddSingleton<OperationEvents>();
        builder.Services.AddSingleton<CommandFollower>();
        builder.Services.AddSingleton<DeadLetterFollower>();
        return builder;
    }
}
