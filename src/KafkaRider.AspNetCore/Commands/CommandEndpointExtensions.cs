using FluentValidation;
using KafkaRider.AspNetCore.Internal;
using MassTransit;

namespace KafkaRider.AspNetCore;

/// <summary>Maps requests to commands.</summary>
/// <remarks>
/// Each endpoint knows idempotency keys and preferences, names its operation, waits for the outcome, and is accounted for and described. Where
/// no name is given, the operation is called after its command.
/// </remarks>
public static class CommandEndpointExtensions
{
    /// <summary>Maps requests with a body to a command.</summary>
    /// <typeparam name="TBody">The type of the body.</typeparam>
    /// <typeparam name="TCommand">The type of the command, which must be registered.</typeparam>
    /// <param name="routes">Where to map it.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pattern">The pattern of the path.</param>
    /// <param name="create">Makes the command from a valid body.</param>
    /// <param name="rules">Says which bodies are valid. Errors are listed by the names that members have in JSON, those of the body as a whole as <c>$</c>.</param>
    /// <returns>A builder of the endpoint.</returns>
    public static RouteHandlerBuilder MapCommand<TBody, TCommand>(
        this IEndpointRouteBuilder routes, string method, string pattern, Func<TBody, TCommand> create, IValidator<TBody>? rules = null)
        where TBody : class
        where TCommand : class
    {
        ArgumentNullException.ThrowIfNull(create);

        var reader = CreateReader(routes, method, rules);

        return Map<TCommand>(routes, method, pattern, CommandDescription.Create(Find<TCommand>(routes), typeof(TBody), reader.MediaTypes), async http =>
        {
            var reading = await reader.ReadAsync(http);
            return reading.IsValid(out var body, out var problem)
                ? await DispatchAsync(http, create(body), reader.FindProblemIfNew(body))
                : Answer.From(problem);
        });
    }

    /// <summary>Maps requests without a body to a command on one entity. The pattern has its <c>{id}</c>, and If-Match is required.</summary>
    /// <typeparam name="TCommand">The type of the command, which must be registered.</typeparam>
    /// <param name="routes">Where to map it.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pattern">The pattern of the path.</param>
    /// <param name="notFound">The answer to an id that no entity can have.</param>
    /// <param name="create">Makes the command.</param>
    /// <returns>A builder of the endpoint.</returns>
    public static RouteHandlerBuilder MapCommand<TCommand>(
        this IEndpointRouteBuilder routes, string method, string pattern, Problem notFound, Func<EntityTarget, TCommand> create)
        where TCommand : class
    {
        ArgumentNullException.ThrowIfNull(create);

        return Map<TCommand>(routes, method, pattern, CommandDescription.Create(Find<TCommand>(routes), notFound), async http =>
            TargetReader.TryRead(http, notFound, out var target, out var problem) ? await DispatchAsync(http, create(target)) : Answer.From(problem));
    }

    /// <summary>Maps requests with a body to a command on one entity. The pattern has its <c>{id}</c>, and If-Match is required.</summary>
    /// <typeparam name="TBody">The type of the body.</typeparam>
    /// <typeparam name="TCommand">The type of the command, which must be registered.</typeparam>
    /// <param name="routes">Where to map it.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pattern">The pattern of the path.</param>
    /// <param name="notFound">The answer to an id that no entity can have.</param>
    /// <param name="create">Makes the command from a valid body, or returns <see langword="null"/> if the body asks for no change.</param>
    /// <param name="rules">Says which bodies are valid. Errors are listed by the names that members have in JSON, those of the body as a whole as <c>$</c>.</param>
    /// <param name="unchanged">Answers a body that asks for no change: with the entity as it is.</param>
    /// <returns>A builder of the endpoint.</returns>
    public static RouteHandlerBuilder MapCommand<TBody, TCommand>(
        this IEndpointRouteBuilder routes,
        string method,
        string pattern,
        Problem notFound,
        Func<EntityTarget, TBody, TCommand?> create,
        IValidator<TBody>? rules = null,
        Func<HttpContext, EntityTarget, Task<IResult>>? unchanged = null)
        where TBody : class
        where TCommand : class
    {
        ArgumentNullException.ThrowIfNull(create);

        var reader = CreateReader(routes, method, rules);
        var description = CommandDescription.Create(Find<TCommand>(routes), notFound, typeof(TBody), reader.MediaTypes, unchanged is not null);

        return Map<TCommand>(routes, method, pattern, description, async http =>
        {
            if (!TargetReader.TryRead(http, notFound, out var target, out var problem))
            {
                return Answer.From(problem);
            }

            var reading = await reader.ReadAsync(http);

            return !reading.IsValid(out var body, out problem) ? Answer.From(problem)
                : create(target, body) is { } command ? await DispatchAsync(http, command, reader.FindProblemIfNew(body))
                : await unchanged!(http, target);
        });
    }

    private static RouteHandlerBuilder Map<TCommand>(
        IEndpointRouteBuilder routes, string method, string pattern, EndpointDescription description, Func<HttpContext, Task<IResult>> handle)
        where TCommand : class => routes.MapMethods(pattern, [method], handle)
            .WithMetadata(CommandEndpoint.Instance)
            .LimitRate()
            .RequireScope(routes.ServiceProvider, $"{Find<TCommand>(routes).Space}.write")
            .Describe(description);

    private static Task<IResult> DispatchAsync<TCommand>(HttpContext http, TCommand command, Problem? problemIfNew = null)
        where TCommand : class
    {
        var services = http.RequestServices;
        return services.GetRequiredService<CommandDispatcher>().DispatchAsync(http, command, services.GetRequiredService<CommandClient<TCommand>>(), problemIfNew);
    }

    private static CommandRegistration<TCommand> Find<TCommand>(IEndpointRouteBuilder routes)
        where TCommand : class => routes.ServiceProvider.GetService<CommandRegistration<TCommand>>()
        ?? throw new ConfigurationException($"The command {typeof(TCommand).Name} is mapped to a path but not registered with AddKafkaCommands.");

    // A patch may come as a merge patch (RFC 7396), which looks the same.
    private static JsonBodyReader<TBody> CreateReader<TBody>(IEndpointRouteBuilder routes, string method, IValidator<TBody>? rules)
        where TBody : class => new(
            HttpJson.Of(routes.ServiceProvider), rules, HttpMethods.IsPatch(method) ? [JsonMediaType.Json, JsonMediaType.MergePatch] : [JsonMediaType.Json]);
}
