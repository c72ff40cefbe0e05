using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Bounds how many clients follow operations, and says so to those for whom there is no place.</summary>
internal sealed class OperationLimits(IOptions<OperationsOptions> operations, IOptions<RequestsOptions> requests)
{
    // SignalR names the connection in every request but the first.
    private const string ConnectionParameter = "id";

    /// <summary>Gets the places of event streams and watches.</summary>
    public Places Streams { get; } = new(operations.Value.MaxStreams);

    /// <summary>Gets the places of connections to the hub.</summary>
    public Places Connections { get; } = new(operations.Value.MaxHubConnections);

    public Problem NoStream => ProblemTypes.TooManyWaiting.With(
        $"{Streams.Count} operations are followed here already. Come again later, or follow it on another instance.");

    private Problem NoConnection => ProblemTypes.TooManyWaiting.With(
        $"The hub has {Connections.Count} connections already. Come again later, or connect to another instance.");

    /// <summary>Returns the answer that refuses a client for now.</summary>
    public Answer Refuse(Problem problem) => Answer.From(problem) with { RetryAfter = requests.Value.RetryAfter };

    /// <summary>Says why an operation cannot be found out now, or what else an exception means.</summary>
    public static Problem Explain(Exception exception) => exception is OperationArchiveException
        ? ProblemTypes.ViewBehind.With(
            "This instance has no such operation in memory, and what is kept elsewhere cannot be asked for at the moment. Ask again later.")
        : ExceptionProblems.For(exception);

    /// <summary>Answers what cannot be found out now with a problem that says when to ask again.</summary>
    public async ValueTask<object?> RefuseWhatCannotWaitAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (exception is TooManyWaitersException or OperationArchiveException)
        {
            return Refuse(Explain(exception));
        }
    }

    /// <summary>Refuses new connections to the hub before they are made, while a client can still read why.</summary>
    public void GuardHub(EndpointBuilder hub)
    {
        if (hub.RequestDelegate is { } connect)
        {
            hub.RequestDelegate = http => Connections.AreTaken && !http.Request.Query.ContainsKey(ConnectionParameter)
                ? Refuse(NoConnection).ExecuteAsync(http)
                : connect(http);
        }
    }
}
