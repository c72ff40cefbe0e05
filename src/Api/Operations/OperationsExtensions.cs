using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Users.Api.Operations;

internal static class OperationsExtensions
{
    public static WebApplicationBuilder AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<OperationsOptions, OperationsOptionsValidator>()
            .BindConfiguration(OperationsOptions.SectionName);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<OperationView>();
        builder.Services.AddSingleton<OwnOutcomes>();
        builder.Services.AddSingleton<LastLook>();
        builder.Services.AddSingleton<CommandFollower>();
        builder.Services.AddSingleton<DeadLetterFollower>();
        return builder;
    }
}
