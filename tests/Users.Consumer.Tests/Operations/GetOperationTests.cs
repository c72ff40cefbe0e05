using System.Text.Json;
using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Users.Consumer.Tests.Commands;
using Users.Consumer.Tests.Store;
using Users.Contracts;

namespace Users.Consumer.Tests.Operations;

public sealed class GetOperationTests(SharedServer server) : ConsumerTest(server.ConnectionString)
{
    private readonly Guid _operationId = Guid.NewGuid();

    [Fact]
    public async Task Consume_ExecutedOperation_TellsItsOutcomeAndFingerprint()
    {
        var created = await Harness.GetRequestClient<CreateUser>().GetResponse<UserCreated>(
            new CreateUser("Ada"),
            x => x.UseExecute(send =>
            {
                send.CorrelationId = _operationId;
                send.Headers.Set(CommandHeaders.Caller, "https://issuer ada");
            }),
            Token);

        var found = await AskAsync<OperationFound>();

        Assert.Equal((_operationId, nameof(UserCreated)), (found.OperationId, found.OutcomeType));
        Assert.Equal(created.Message, JsonSerializer.Deserialize(found.Outcome!, ContractsJsonContext.Default.UserCreated));
        Assert.Equal(NewCommand.FingerprintOf(new CreateUser("Ada")).ToString(), found.Fingerprint);
        Assert.Equal(Digest.OfText("https://issuer ada").ToString(), found.Caller);
        Assert.InRange(found.CompletedAt!.Value, created.Message.CreatedAt, created.Message.CreatedAt.AddMinutes(1));
    }

    [Fact]
    public async Task Consume_RejectedOperation_TellsWhy()
    {
        await CreateAsync("Ada");
        await RequestAsync<CreateUser, UserDuplicated>(new("ada"), _operationId);

        var found = await AskAsync<OperationFound>();

        Assert.Equal((nameof(UserDuplicated), (string?)null), (found.OutcomeType, found.Caller));
    }

    [Fact]
    public async Task Consume_OperationThatNobodyKnows_SaysSo() => Assert.Equal(new OperationUnknown(_operationId), await AskAsync<OperationUnknown>());

    private async Task<T> AskAsync<T>()
        where T : class => (await Harness.GetRequestClient<GetOperation>().GetResponse<T>(new GetOperation(_operationId), Token)).Message;
}
