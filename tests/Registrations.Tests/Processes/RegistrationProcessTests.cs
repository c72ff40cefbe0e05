using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Users.Contracts;
using Users.Contracts.PromoCodes;
using Users.Contracts.Registrations;
using Users.Registrations.Processes;

namespace Users.Registrations.Tests.Processes;

/// <summary>Holds what is declared against what the steps send: on MassTransit's harness, with the other services' answers.</summary>
public sealed class RegistrationProcessTests : IAsyncLifetime
{
    private readonly Guid _id = Guid.CreateVersion7();
    private ServiceProvider _provider = null!;
    private ITestHarness _harness = null!;
    private object _promo = null!;
    private bool _isMailRefused;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _promo = new PromoCodeRedeemed("SPRING", 20, _id);
        _provider = new ServiceCollection()
            .AddMassTransitTestHarness(TextWriter.Null, bus =>
            {
                bus.AddOptions<ProcessOptions>();
                bus.AddSagaStateMachine<RegistrationProcess, Registration>();
                bus.AddHandler((ConsumeContext<CreateUser> context) =>
                    context.RespondAsync(new UserCreated(context.Message.UserId ?? Guid.Empty, context.Message.Name, 1, DateTimeOffset.UnixEpoch)));
                bus.AddHandler((ConsumeContext<UndoCreateUser> context) => context.RespondAsync(new UserCreationUndone(context.Message.UserId)));
                bus.AddHandler((ConsumeContext<RedeemPromoCode> context) => context.RespondAsync(_promo, _promo.GetType()));
                bus.AddHandler((ConsumeContext<ReleasePromoCode> context) => context.RespondAsync(new PromoCodeReleased(context.Message.Code, context.Message.RedemptionId)));
                bus.AddHandler((ConsumeContext<SendWelcomeMail> context) => _isMailRefused
                    ? throw new InvalidOperationException("no paper")
                    : context.RespondAsync(new WelcomeMailSent(context.Message.UserId, DateTimeOffset.UnixEpoch)));
            })
            .BuildServiceProvider(validateScopes: true);
        _harness = await _provider.StartTestHarness();
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task Steps_AllAreDone_AreThePlan_AndCarryWhatOneLeavesForAnother()
    {
        await RegisterAsync();
        await UntilAsync(ProcessStatus.Succeeded);

        Assert.Equal(["user done", "promo done", "WelcomeMail done"], Steps());
        Assert.Equal((new("Ada", _id), StepIds.OfCommand(_id, "user")), await SentAsync<CreateUser>());
        Assert.Equal((new("SPRING", _id), StepIds.OfCommand(_id, "promo")), await SentAsync<RedeemPromoCode>());
        Assert.Equal((new(_id, "Ada", "SPRING", 20), StepIds.OfCommand(_id, "WelcomeMail")), await SentAsync<SendWelcomeMail>());
        Assert.Equal((new(_id, "Ada", "SPRING", 20), _id), await SentAsync<RegistrationCompleted>());
    }

    [Theory]
    [InlineData("promo-code-unknown")]
    [InlineData("promo-code-expired")]
    [InlineData("promo-code-used-up")]
    public async Task Promo_Refused_UndoesTheUserOnly_AndSaysWhy(string reason)
    {
        _promo = reason switch
        {
            "promo-code-unknown" => new PromoCodeUnknown("SPRING"),
            "promo-code-expired" => new PromoCodeExpired("SPRING", DateTimeOffset.UnixEpoch),
            _ => new PromoCodeUsedUp("SPRING", 1),
        };

        await RegisterAsync();
        await UntilAsync(ProcessStatus.Failed);

        Assert.Equal(["user undone", "promo refused", "WelcomeMail pending"], Steps());
        Assert.Equal((new(_id), StepIds.OfCompensation(_id, "user")), await SentAsync<UndoCreateUser>());
        Assert.Equal((new(reason, "Ada", "SPRING"), _id), await SentAsync<RegistrationRejected>());
        Assert.False(await _harness.Published.Any<ReleasePromoCode>(message => message.Context.CorrelationId is not null, Now()));
    }

    [Fact]
    public async Task WelcomeMail_Fails_IsNoReasonToUndoAnything()
    {
        _isMailRefused = true;

        await RegisterAsync();
        await Eventually.IsTrueAsync(() => Find()?.Steps.Any(step => step.Reason is not null) is true, "the mail has failed");

        Assert.Equal(["user done", "promo done", "WelcomeMail running"], Steps());
        Assert.False(await _harness.Published.Any<UndoCreateUser>(Now()));
    }

    private Task RegisterAsync() => _harness.Bus.Publish(new Register("Ada", "SPRING"), context => context.CorrelationId = _id, Token);

    private Task UntilAsync(string state) => Eventually.IsTrueAsync(() => Find()?.CurrentState == state, $"the registration is {state}");

    private Registration? Find() => _harness.GetSagaStateMachineHarness<RegistrationProcess, Registration>().Sagas.Contains(_id);

    private IEnumerable<string> Steps() => Find()!.Steps.Select(step => $"{step.Name} {step.Status}");

    // Whatever is to come has come by now, so that nobody waits for what there is not.
    private static CancellationToken Now() => new(canceled: true);

    // The state is there before what was published with it has been noted.
    private async Task<(T Message, Guid? OperationId)> SentAsync<T>()
        where T : class
    {
        Assert.True(await _harness.Published.Any<T>(Token));
        var sent = _harness.Published.Select<T>(Now()).Single().Context;
        return (sent.Message, sent.CorrelationId);
    }
}
