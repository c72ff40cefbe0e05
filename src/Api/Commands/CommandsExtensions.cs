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

    /// <summary>Adds the client of a command, which names the outcomes that the command can have.</summary>
    public static IServiceCollection AddCommand<TCommand>(this IServiceCollection services, CommandRequest<TCommand> request)
        where TCommand : class => services.AddSingleton(request).AddScoped<CommandClient<TCommand>>();
}
