using MassTransit;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Sends the commands of one type, each under the id of its operation.</summary>
internal sealed class CommandClient<TCommand>(
    IRequestClient<TCommand> client, IRequestSender<TCommand> sender, CommandRegistration<TCommand> registration, OutcomeRegistry outcomes)
    where TCommand : class
{
    public CommandRegistration<TCommand> Registration => registration;

    /// <summary>Sends a command and returns the outcome that it has.</summary>
    public Task<Response> RequestAsync(TCommand command, CommandIdentity identity, TimeSpan timeout, CancellationToken cancellationToken) =>
        registration.RequestAsync(
            client, command, identity.ApplyTo, timeout, outcomes.Conflicts, cancellationToken);

    /// <summary>Sends a command and returns when Kafka has it.</summary>
    public Task SendAsync(TCommand command, CommandIdentity identity, CancellationToken cancellationToken) =>
        sender.SendAsync(command, identity.ApplyTo, cancellationToken);
}
