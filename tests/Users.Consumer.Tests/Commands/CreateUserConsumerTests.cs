using KafkaRider.EntityFrameworkCore;
using MassTransit;
using MassTransit.Testing;
using Users.Contracts;

namespace Users.Consumer.Tests.Commands;

public sealed class CreateUserConsumerTests(SharedServer server) : ConsumerTest(server.ConnectionString)
{
    [Fact]
    public async Task Consume_NewName_RespondsAndPublishesUserCreated()
    {
        var operationId = Guid.NewGuid();

        var response = await RequestAsync("Ada Lovelace", operationId);

        Assert.True(response.Is(out Response<UserCreated>? created));
        Assert.Equal("Ada Lovelace", created.Message.Name);
        Assert.Equal(operationId, created.CorrelationId);
        Assert.False(IsReplayed(created));
        var published = Assert.Single(await PublishedAsync<UserCreated>(1));
        Assert.Equal(created.Message, published.Context.Message);
        Assert.Equal(operationId, published.Context.CorrelationId);
    }

    [Fact]
    public async Task Consume_NameTaken_RespondsAndPublishesUserDuplicated()
    {
        var first = await RequestAsync("Ada Lovelace", Guid.NewGuid());

        var second = await RequestAsync(" ADA LOVELACE", Guid.NewGuid());

        Assert.True(first.Is(out Response<UserCreated>? created));
        Assert.True(second.Is(out Response<UserDuplicated>? duplicated));
        Assert.Equal(new UserDuplicated(created.Message.UserId, " ADA LOVELACE", 1), duplicated.Message);
        Assert.Equal(duplicated.Message, Assert.Single(await PublishedAsync<UserDuplicated>(1)).Context.Message);
    }

    [Fact]
    public async Task Consume_FiftyAtOnceOfOneName_CreatesOne()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RequestAsync("Ada", Guid.NewGuid())));

        Assert.Equal(1, responses.Count(response => response.Is(out Response<UserCreated>? _)));
        Assert.Equal(49, responses.Count(response => response.Is(out Response<UserDuplicated>? _)));
        Assert.Equal(1, await CountUsersAsync("Ada"));
    }

    [Fact]
    public async Task Consume_ClientTriesAgain_RespondsSameOutcomeMarkedAsReplayed()
    {
        var operationId = Guid.NewGuid();
        var first = await RequestAsync("Ada", operationId);

        var second = await RequestAsync("Ada", operationId);

        Assert.True(first.Is(out Response<UserCreated>? original));
        Assert.True(second.Is(out Response<UserCreated>? replayed));
        Assert.Equal(original.Message, replayed.Message);
        Assert.True(IsReplayed(replayed));
        Assert.Equal(2, (await PublishedAsync<UserCreated>(2)).Count);
    }

    [Fact]
    public async Task Consume_MessageIsDeliveredAgain_PublishesSameOutcomeAgain()
    {
        var (operationId, messageId) = (Guid.NewGuid(), Guid.NewGuid());

        await SendAsync("Ada", send => (send.CorrelationId, send.MessageId) = (operationId, messageId));
        await SendAsync("Ada", send => (send.CorrelationId, send.MessageId) = (operationId, messageId));

        var published = await PublishedAsync<UserCreated>(2);
        Assert.Equal(published[0].Context.Message, published[1].Context.Message);
        Assert.Equal(1, await CountUsersAsync("Ada"));
    }

    [Fact]
    public async Task Consume_OtherContentForTheOperation_RespondsConflictAndPublishesNothing()
    {
        var operationId = Guid.NewGuid();
        await RequestAsync("Ada", operationId);

        var response = await RequestAsync("Grace", operationId);

        Assert.True(response.Is(out Response<OperationConflicted>? conflicted));
        Assert.Equal(new OperationConflicted(operationId), conflicted.Message);
        Assert.False(Harness.Published.Select<OperationConflicted>(Token).Any());
    }

    /// <summary>As a program that uses an id twice, and asks for no answer, would learn of it nowhere else.</summary>
    [Fact]
    public async Task Consume_OtherContentForTheOperation_IsLoggedWithTheMessage()
    {
        var (operationId, messageId) = (Guid.NewGuid(), Guid.NewGuid());
        await RequestAsync("Ada", operationId);

        await SendAsync("Grace", send => (send.CorrelationId, send.MessageId) = (operationId, messageId));

        await Eventually.IsTrueAsync(() => Log.Of("Conflict").Count > 0, "the conflict is logged");
        var line = Assert.Single(Log.Of("Conflict")).Text;
        Assert.Contains(operationId.ToString(), line, StringComparison.Ordinal);
        Assert.Contains(messageId.ToString(), line, StringComparison.Ordinal);
        Assert.Equal(0, await CountUsersAsync("Grace"));
    }

    [Fact]
    public async Task Consume_NobodyAsksForAnswer_PublishesOnce()
    {
        await SendAsync("Ada", send => send.CorrelationId = Guid.NewGuid());
        await RequestAsync("Grace", Guid.NewGuid());

        Assert.Equal(["Ada", "Grace"], (await PublishedAsync<UserCreated>(2)).Select(published => published.Context.Message.Name).Order());
    }

    [Fact]
    public async Task Consume_NoCorrelationId_TakesRequestIdThenMessageIdForOperation()
    {
        var (requestId, messageId) = (Guid.NewGuid(), Guid.NewGuid());

        await SendAsync("Ada", send => (send.CorrelationId, send.RequestId) = (null, requestId));
        await SendAsync("Grace", send => (send.CorrelationId, send.MessageId) = (null, messageId));

        Assert.Equal(
            new[] { requestId, messageId }.Order(),
            (await PublishedAsync<UserCreated>(2)).Select(published => published.Context.CorrelationId!.Value).Order());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u3000")]
    [InlineData("tab\there")]
    [InlineData("del\u007f")]
    [InlineData("c1\u0085")]
    [InlineData("not a character: \ufffe")]
    public Task Consume_InvalidName_FaultsAsInvalid(string? name) => AssertInvalidAsync(new CreateUser(name!));

    [Fact]
    public async Task Consume_NameOfGreatestLength_IsAccepted_AndOneMoreIsInvalid()
    {
        // Each of these characters is two code units, and four bytes.
        var longest = string.Concat(Enumerable.Repeat("\U0001f98a", UserName.MaxLength));

        Assert.True((await RequestAsync(longest, Guid.NewGuid())).Is(out Response<UserCreated>? _));
        Assert.True((await RequestAsync(longest, Guid.NewGuid())).Is(out Response<UserDuplicated>? _));
        await AssertInvalidAsync(new CreateUser(longest + "a"));
    }

    [Fact]
    public Task Consume_EmptyUserId_IsInvalid() => AssertInvalidAsync(new CreateUser("Ada", Guid.Empty));

    [Fact]
    public async Task Consume_MessageWithoutAnyId_IsInvalid()
    {
        await SendAsync("Ada", send => (send.CorrelationId, send.MessageId) = (null, Guid.Empty));

        Assert.True(await Harness.Consumed.Any<CreateUser>(x => x.Exception is InvalidCommandException, Token));
    }

    private async Task<Response<UserCreated, UserDuplicated, OperationConflicted>> RequestAsync(string name, Guid operationId) =>
        await Harness.GetRequestClient<CreateUser>().GetResponse<UserCreated, UserDuplicated, OperationConflicted>(
            new CreateUser(name), x => x.UseExecute(send => send.CorrelationId = operationId), Token);

    private async Task SendAsync(string name, Action<SendContext<CreateUser>> configure)
    {
        var endpoint = await Harness.Bus.GetSendEndpoint(new Uri($"queue:{Topics.Commands.Name}"));
        await endpoint.Send(new CreateUser(name), configure, Token);
    }
}
