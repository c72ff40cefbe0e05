using KafkaRider.Internal;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Registers the inbox.</summary>
public static class KafkaInboxExtensions
{
    /// <summary>Adds <see cref="IInbox{TDbContext}"/>, what keeps its database in form, and the health check <c>database</c>.</summary>
    /// <typeparam name="TDbContext">The context of the database, whose model has <see cref="InboxModelExtensions.AddInbox"/>.</typeparam>
    /// <param name="services">The services to add to.</param>
    /// <param name="connectionName">The name of the connection string, under <c>ConnectionStrings</c>.</param>
    /// <param name="configure">Says what commands come to.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">There is an inbox already: a process has one.</exception>
    /// <remarks>
    /// Register it before messaging, so that it stops after that: what has been received is executed first. The context is made with the
    /// options that this library gives it: nothing else registers it. <see cref="IDbContextFactory{TContext}"/> makes more of them.
    /// </remarks>
    public static IServiceCollection AddKafkaInbox<TDbContext>(
        this IServiceCollection services, string connectionName, Action<KafkaInboxBuilder<TDbContext>>? configure = null)
        where TDbContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        if (services.Any(service => service.ServiceType == typeof(OutcomeTypes)))
        {
            throw new InvalidOperationException("There is an inbox already: a process has one.");
        }

        AddOptions(services, connectionName);
        AddDatabase<TDbContext>(services);
        AddExecution<TDbContext>(services);
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database", tags: ["ready"]);
        services.TryAddSingleton<DatabaseHealthCheck>();
        services.TryAddSingleton<IWriteProbe, WriteProbe<TDbContext>>();

        var outcomes = new OutcomeTypes();
        services.AddSingleton(outcomes);
        configure?.Invoke(new(services, outcomes));
        return services;
    }

    /// <summary>Adds a producer for every outcome of the inbox.</summary>
    /// <param name="rider">The rider to add to; the inbox is registered before.</param>
    /// <returns>The same rider.</returns>
    /// <exception cref="InvalidOperationException">No inbox is registered.</exception>
    public static IRiderRegistrationConfigurator AddOutcomes(this IRiderRegistrationConfigurator rider)
    {
        ArgumentNullException.ThrowIfNull(rider);

        var outcomes = rider.Select(service => service.ImplementationInstance).OfType<OutcomeTypes>().FirstOrDefault()
            ?? throw new InvalidOperationException("Call AddKafkaInbox before.");

        foreach (var outcome in outcomes.All)
        {
            outcome.AddProducer(rider);
        }

        return rider;
    }

    /// <summary>Has an endpoint take as many commands as the inbox executes at once, wait while its database is away, and belong to that database.</summary>
    /// <param name="endpoint">An endpoint whose consumers use the inbox.</param>
    /// <param name="provider">The services.</param>
    public static void UseInbox(this IKafkaTopicEndpointConfigurator endpoint, IServiceProvider provider)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(provider);

        endpoint.PrefetchCount = provider.GetRequiredService<IOptions<StoreOptions>>().Value.GetPrefetchCount();
        endpoint.ConcurrentMessageLimit ??= endpoint.PrefetchCount;
        endpoint.ExecutesFor("database", provider.GetRequiredService<DatabaseIdentity>().FindAsync);
        endpoint.RetryForever(DatabaseErrors.IsTransient);
    }

    private static void AddOptions(IServiceCollection services, string connectionName)
    {
        services
            .AddOptionsWithValidateOnStart<StoreOptions, StoreOptionsValidator>()
            .BindConfiguration(StoreOptions.SectionName)
            .Configure<IConfiguration>((options, configuration) =>
                options.ConnectionString ??= DatabasePassword.AddTo(configuration.GetConnectionString(connectionName), configuration));
        services
            .AddOptionsWithValidateOnStart<InboxOptions, InboxOptionsValidator>()
            .BindConfiguration(InboxOptions.SectionName);
        services.AddSingleton<IValidateOptions<StoreOptions>>(new ConnectionStringValidator(connectionName));
        services.AddSingleton<IValidateOptions<StoreOptions>, StoreTimeoutsValidator>();
    }

    private static void AddDatabase<TDbContext>(IServiceCollection services)
        where TDbContext : DbContext
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<InboxMetrics>();
        services.TryAddSingleton<InboxDatabase>();
        services.TryAddSingleton<InboxContexts<TDbContext>>();
        services.TryAddSingleton<IDbContextFactory<TDbContext>>(provider => provider.GetRequiredService<InboxContexts<TDbContext>>());
        services.TryAddSingleton<MigrationHistory<TDbContext>>();
        services.TryAddSingleton<SchemaState>();
        services.TryAddSingleton<DatabaseIdentity>();
        services.TryAddSingleton<ISchemaUpgrade, SchemaUpgrade<TDbContext>>();
        services.TryAddSingleton<InboxReader>();
        services.TryAddSingleton<InboxHorizon>();
        services.TryAddSingleton<InboxPurge>();
        services.AddHostedService<SchemaUpgradeService>();
        services.AddHostedService<InboxPurgeService>();
    }

    private static void AddExecution<TDbContext>(IServiceCollection services)
        where TDbContext : DbContext
    {
        services.TryAddSingleton(new ConflictAnswer(id => new OperationConflict(id)));
        services.TryAddSingleton(provider => new TransactionParts(
            provider.GetRequiredService<OutcomeTypes>(),
            provider.GetRequiredService<InboxHorizon>(),
            provider.GetRequiredService<ConflictAnswer>().Of,
            provider.GetRequiredService<IOptions<StoreOptions>>().Value.CommandTimeout,
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<WriterState>();
        services.TryAddSingleton<Func<BatchExecutor>>(provider => () =>
            ActivatorUtilities.CreateInstance<BatchExecutor>(provider, ActivatorUtilities.CreateInstance<WriterSession>(provider)));
        services.TryAddSingleton<GroupCommit>();

        // Sagas have writers of their own, so that neither waits for the transactions of the other.
        services.TryAddKeyedSingleton(GroupCommit.OfSagas, (provider, _) => ActivatorUtilities.CreateInstance<GroupCommit>(provider));
        services.TryAddSingleton<OperationReader>();
        services.TryAddSingleton<IInbox<TDbContext>, Inbox<TDbContext>>();
        services.TryAddSingleton<IOperationStore, OperationStore<TDbContext>>();
        services.AddHostedService(provider => provider.GetRequiredService<GroupCommit>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<GroupCommit>(GroupCommit.OfSagas));
    }
}
