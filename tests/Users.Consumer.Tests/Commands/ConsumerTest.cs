using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using KafkaRider.Internal;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Users.Consumer.Tests.Store;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Tests.Commands;

/// <summary>Runs all consumers on one endpoint of MassTransit's in-memory harness, with a database of the test's own.</summary>
public abstract class ConsumerTest(string serverConnectionString) : StoreTest(serverConnectionString)
{
    private ServiceProvider _provider = null!;

    internal ITestHarness Harness { get; private set; } = null!;

    internal RecordedLog Log => _provider.GetRequiredService<RecordedLog>();

    public override async ValueTask InitializeAsync()
    {
        _provider = StoreInstance.CreateServices(new() { ["ConnectionStrings:Users"] = Database.ConnectionString })
            .AddMassTransitTestHarness(TextWriter.Null, x =>
            {
                x.AddConsumer<CreateUserConsumer>().Endpoint(OnTheTopic);
                x.AddConsumer<UpdateUserConsumer>().Endpoint(OnTheTopic);
                x.AddConsumer<DeleteUserConsumer>().Endpoint(OnTheTopic);
                x.AddConsumer<UndoCreateUserConsumer>().Endpoint(OnTheTopic);
                x.AddConsumer<GetOperationConsumer>();
            })
            .BuildServiceProvider(validateScopes: true);
        Harness = await _provider.StartTestHarness();
    }

    public override async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static void OnTheTopic(IEndpointRegistrationConfigurator endpoint) => endpoint.Name = Topics.Commands.Name;

    internal static bool IsReplayed(MessageContext response) => response.Headers.Get<string>(CommandHeaders.Replayed) == "true";

    /// <summary>Sends a command under an operation id and awaits a response of the type.</summary>
    internal Task<Response<TOutcome>> RequestAsync<TCommand, TOutcome>(TCommand command, Guid operationId)
        where TCommand : class
        where TOutcome : class =>
        Harness.GetRequestClient<TCommand>().GetResponse<TOutcome>(
            command, x => x.UseExecute(send => send.CorrelationId = operationId), Token);

    internal async Task<UserCreated> CreateAsync(string name) =>
        (await RequestAsync<CreateUser, UserCreated>(new(name), Guid.NewGuid())).Message;

    internal async Task AssertInvalidAsync<TCommand>(TCommand command)
        where TCommand : class
    {
        var exception = await Assert.ThrowsAsync<RequestFaultException>(
            () => Harness.GetRequestClient<TCommand>().GetResponse<UserCreated>(command, Token));

        Assert.Equal(typeof(InvalidCommandException).FullName, exception.Fault!.Exceptions.Single().ExceptionType);
    }

    internal async Task<List<IPublishedMessage<T>>> PublishedAsync<T>(int count)
        where T : class
    {
        await Eventually.IsTrueAsync(() => Harness.Published.Select<T>(Token).Count() >= count, $"{count} outcomes are published");
        return [.. Harness.Published.Select<T>(Token)];
    }
}
