using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Users.Consumer.Inbox;

internal static class InboxServiceCollectionExtensions
{
    /// <summary>Adds the purge of the store's inbox.</summary>
    public static IServiceCollection AddInboxPurge(this IServiceCollection services)
    {
        services
            .AddOptionsWithValidateOnStart<InboxOptions, InboxOptionsValidator>()
            .BindConfiguration(InboxOptions.SectionName);

        services.TryAddSingleton<InboxPurge>();
        services.AddHostedService<InboxPurgeService>();

        return services;
    }
}
