using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Users.Consumer.Commands;
using Users.Consumer.Database;
using Users.Consumer.Schema;

namespace Users.Consumer.Store;

internal static class StoreServiceCollectionExtensions
{
    /// <summary>Adds the store that consumers execute commands with, and what keeps its database in form.</summary>
    public static IServiceCollection AddUserStore(this IServiceCollection services)
    {
        services
            .AddOptionsWithValidateOnStart<StoreOptions, StoreOptionsValidator>()
            .BindConfiguration(StoreOptions.SectionName)
            .Configure<IConfiguration>((options, configuration) =>
                options.ConnectionString ??= DatabasePassword.AddTo(configuration.GetConnectionString("Users"), configuration));

        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IValidateOptions<StoreOptions>, ConnectionStringValidator>(),
            ServiceDescriptor.Singleton<IValidateOptions<StoreOptions>, StoreTimeoutsValidator>(),
        ]);
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<UsersDatabase>();
        services.TryAddSingleton<UsersDbContexts>();
        services.TryAddSingleton<DatabaseIdentity>();
        services.TryAddSingleton<SchemaState>();
        services.TryAddSingleton<NameKeys>();
        services.TryAddSingleton<SchemaUpgrade>();
        services.TryAddSingleton<StoreMetrics>();
        services.TryAddSingleton<WriterState>();
        services.TryAddSingleton<Func<BatchExecutor>>(provider => () =>
            ActivatorUtilities.CreateInstance<BatchExecutor>(provider, ActivatorUtilities.CreateInstance<WriterSession>(provider)));
        services.TryAddSingleton<UserStore>();
        services.TryAddSingleton<CommandProcessor>();
        services.AddHostedService<SchemaUpgradeService>();
        services.AddHostedService(provider => provider.GetRequiredService<UserStore>());

        return services;
    }
}
