using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Users.Api.Commands;

internal static class CommandsExtensions
{
    public static WebApplicationBuilder AddCommands(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<RequestsOptions, RequestsOptionsValidator>()
            .BindConfiguration(RequestsOptions.SectionName);

        builder.Services.TryAddSingleton<ICallerIdentity, AnonymousCaller>();
        builder.Services.AddSingleton<OperationIds>();
        builder.Services.AddSingleton<CommandDispatcher>();
        builder.Services.AddSingleton<CommandMetrics>();
        return builder;
    }
}
