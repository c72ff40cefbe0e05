using MassTransit;

namespace Users.Api.Commands;

/// <summary>Sends a command and names the outcomes that it can have.</summary>
internal delegate Task<Response> CommandRequest<TCommand>(
    IRequestClient<TCommand> client,
    TCommand command,
    RequestPipeConfiguratorCallback<TCommand> configure,
    RequestTimeout timeout,
    CancellationToken cancellationToken)
    where TCommand : class;
