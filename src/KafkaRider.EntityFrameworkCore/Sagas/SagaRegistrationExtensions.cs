using KafkaRider.Internal;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Keeps sagas in the database of the inbox.</summary>
public static class SagaRegistrationExtensions
{
    private const string SagaTable = "saga";

    /// <summary>Keeps the instances of a state machine in the table <c>saga</c> of the inbox's database.</summary>
    /// <typeparam name="TSaga">The instance. It is kept as JSON, its state as text or as a number.</typeparam>
    /// <param name="configurator">What <c>AddSagaStateMachine</c> returns.</param>
    /// <returns>The same configurator.</returns>
    /// <exception cref="InvalidOperationException">No inbox is registered.</exception>
    /// <remarks>
    /// The context's model has <see cref="SagaModelExtensions.AddSagas"/>. The endpoint that the saga is configured on calls
    /// <see cref="UseSagas"/>. Everything that a saga gets is in one topic, under the saga's id as the key.
    /// </remarks>
    public static ISagaRegistrationConfigurator<TSaga> InDatabase<TSaga>(this ISagaRegistrationConfigurator<TSaga> configurator)
        where TSaga : class, SagaStateMachineInstance
    {
        ArgumentNullException.ThrowIfNull(configurator);

        return configurator.Repository(services =>
        {
            if (!services.Any(service => service.ServiceType == typeof(OutcomeTypes)))
            {
                throw new InvalidOperationException("Call AddKafkaInbox before.");
            }

            services.TryAddSingleton<SagaMetrics>();
            services.TryAddSingleton<SagaCache>();
            services.TryAddSingleton<SagaStore>();
            services.TryAddSingleton<SagaTimers>();
            services.TryAddSingleton<SagaCensus>();

            // Once, however many sagas there are, and beside those of others.
            if (!services.Any(service => service.ImplementationInstance is PurgedTable { Name: SagaTable }))
            {
                services.AddSingleton(new PurgedTable(SagaTable, "ended_at"));
            }

            services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SagaCensusService>());
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SagaTimerService>());
            services.TryAddSingleton<SagaMachine<TSaga>>();
            services.RegisterSagaRepository<TSaga, SagaSession, SagaConsumeContextFactory<SagaSession, TSaga>, SagaRepositoryContextFactory<TSaga>>();
        });
    }

    /// <summary>Has an endpoint take as many events as are saved at once, wait while the database is away, and belong to that database.</summary>
    /// <param name="endpoint">An endpoint on which sagas are configured that are kept there.</param>
    /// <param name="provider">The services.</param>
    /// <remarks>
    /// Replies to what another version has asked are passed over and counted. An outbox on the endpoint, or an event that is correlated by a query, is
    /// refused when the bus is built.
    /// </remarks>
    public static void UseSagas(this IKafkaTopicEndpointConfigurator endpoint, IServiceProvider provider)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(provider);

        endpoint.UseInbox(provider);
        endpoint.RefuseIf(SagaPitfalls.Find);
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new LateReplyFilter(provider.GetRequiredService<SagaMetrics>())));
    }
}
