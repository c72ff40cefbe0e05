using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Users.Consumer.Commands;
using Users.Consumer.Store;
using Users.Consumer.Tests.Database;
using Users.Contracts;

namespace Users.Consumer.Tests.Commands;

public sealed class CreateUserConsumerTests(SharedServer server) : IAsyncLifetime
{
    private readonly TestDatabase _database = new(server.ConnectionString);
    private ServiceProvider _provider = null!;
    private ITestHarness _harness = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ConnectionStrings:Users", _database.ConnectionString)])
            .Build();

        _provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddUserStore()
            .AddMassTransitTestHarness(x => x.AddConsumer<CreateUserConsumer, CreateUserConsumerDefinition>())
            .BuildServiceProvider(validateScopes: true);
        _harness = await _provider.StartTestHarness();
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Consume_NewName_RespondsUserCreatedAndPublishesIt()
    {
        var response = await RequestAsync("Ada Lovelace", Guid.NewGuid());

        Assert.True(response.Is(out Response<UserCreated>? created));
        Assert.Equal("Ada Lovelace", created.Message.Name);
        Assert.True(await _harness.Published.Any<UserCreated>(x => x.Context.Message == created.Message, Token));
    }

    private async Task<Response<UserCreated, UserDuplicated, OperationConflicted>> RequestAsync(string name, Guid operationId) =>
        await _harness.GetRequestClient<CreateUser>().GetResponse<UserCreated, UserDuplicated, OperationConflicted>(
            new CreateUser(name), x => x.UseExecute(send => send.CorrelationId = operationId), Token);
}
