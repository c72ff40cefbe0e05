using System.Reflection;
using KafkaRider.Testing.Internal;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Testing;

/// <summary>Takes Kafka out of an application under test.</summary>
public static class KafkaReplacementExtensions
{
    private static readonly Assembly[] MessagingAssemblies = [typeof(IBus).Assembly, typeof(ITestHarness).Assembly, typeof(MessageUrn).Assembly];

    /// <summary>Takes out the bus and its Kafka rider, and lets MassTransit's in-memory test harness, with answers that the test gives, stand in their place.</summary>
    /// <param name="services">The services of the application, after all that it adds itself.</param>
    /// <param name="configure">Says what comes of requests.</param>
    /// <returns>The same services, for chaining.</returns>
    /// <remarks>
    /// <see cref="IRequestClient{T}"/> and <see cref="IRequestSender{T}"/> work as they are; <see cref="ITestHarness"/> shows what was sent and consumed.
    /// What the application gives the bus is gone: its consumers, endpoints and topic producers.
    /// </remarks>
    public static IServiceCollection ReplaceKafka(this IServiceCollection services, Action<KafkaReplacement>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);

        var replacement = new KafkaReplacement();
        configure?.Invoke(replacement);

        var messaging = services
            .Where(service => IsMessaging(service.ServiceType) || IsMessaging(service.ImplementationType))
            // The harness has the same one, and its place decides that a server stops before the bus.
            .Where(service => service.ImplementationType != typeof(MassTransitHostedService))
            .ToList();
        messaging.ForEach(service => services.Remove(service));

        services.AddMassTransitTestHarness(TextWriter.Null, replacement.Apply);
        services.AddSingleton(typeof(IRequestSender<>), typeof(InMemoryRequestSender<>));
        services.AddPublishObserver(_ => new RefusingObserver(replacement.Refusals));
        if (replacement.CatchesUp)
        {
            services.AddHostedService<CatchUpService>();
        }

        return services;
    }

    private static bool IsMessaging(Type? type) => type is not null
        && (MessagingAssemblies.Contains(type.Assembly) || IsRequestSender(type) || type.GenericTypeArguments.Any(IsMessaging));

    private static bool IsRequestSender(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequestSender<>);
}
