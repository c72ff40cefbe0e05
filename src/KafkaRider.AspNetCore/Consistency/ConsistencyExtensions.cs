using KafkaRider.AspNetCore.Internal;

namespace KafkaRider.AspNetCore;

/// <summary>Lets clients read what they have been told of, on any instance.</summary>
public static class ConsistencyExtensions
{
    /// <summary>Lets a request that carries consistency tokens wait until the view knows what they name; else it is answered with 503.</summary>
    /// <typeparam name="TBuilder">The type of the endpoint or group.</typeparam>
    /// <param name="endpoint">The endpoint or group.</param>
    /// <param name="view">Returns the view that is read.</param>
    /// <param name="patience">Returns how long to wait for it.</param>
    /// <returns>The same endpoint, for chaining.</returns>
    public static TBuilder WithConsistency<TBuilder>(
        this TBuilder endpoint, Func<IServiceProvider, IEntityView> view, Func<IServiceProvider, TimeSpan> patience)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(patience);

        return endpoint.AddEndpointFilterFactory((context, next) =>
        {
            var services = context.ApplicationServices;
            var filter = ActivatorUtilities.CreateInstance<ConsistencyFilter>(services, view(services), patience(services));
            return invocation => filter.InvokeAsync(invocation, next);
        });
    }
}
