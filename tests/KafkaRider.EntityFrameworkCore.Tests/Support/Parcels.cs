using MassTransit;

namespace KafkaRider.EntityFrameworkCore.Tests.Support;

public sealed record PostParcel(string To);

public sealed record DeliverParcel(Guid Id);

public sealed record ParcelIsLate(Guid Id);

public sealed record AskCustoms(string To);

public sealed record CustomsHavePassed;

public sealed class Parcel : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = string.Empty;

    public string To { get; set; } = string.Empty;

    public Guid? LateToken { get; set; }

    public int Reminders { get; set; }
}

/// <summary>Is a state machine as somebody writes it who knows nothing of processes.</summary>
public sealed class ParcelMachine : MassTransitStateMachine<Parcel>
{
    public const string Abroad = "abroad";

    public ParcelMachine()
    {
        InstanceState(parcel => parcel.CurrentState);
        Event(() => Posted, x => x.CorrelateById(context => context.CorrelationId!.Value));
        Event(() => Delivered, x => x.CorrelateById(context => context.Message.Id));
        Schedule(() => Late, parcel => parcel.LateToken, x =>
        {
            x.Delay = TimeSpan.FromSeconds(1);
            x.Received = received => received.CorrelateById(context => context.Message.Id);
        });

        Request(() => Customs, x => x.Timeout = TimeSpan.FromSeconds(1));

        Initially(
            When(Posted, context => context.Message.To == Abroad)
                .Request(Customs, context => new AskCustoms(context.Message.To))
                .TransitionTo(Customs!.Pending));
        During(Customs.Pending, When(Customs.TimeoutExpired).TransitionTo(Held), When(Customs.Completed).TransitionTo(OnTheWay));
        Initially(When(Posted, context => context.Message.To != Abroad)
            .Then(context => context.Saga.To = context.Message.To)
            .Schedule(Late, context => new ParcelIsLate(context.Saga.CorrelationId))
            .TransitionTo(OnTheWay));
        During(
            OnTheWay,
            When(Late.Received).Then(context => context.Saga.Reminders++),
            When(Delivered).Unschedule(Late).Finalize());
        SetCompletedWhenFinalized();
    }

    public State OnTheWay { get; private set; } = null!;

    public State Held { get; private set; } = null!;

    public Request<Parcel, AskCustoms, CustomsHavePassed> Customs { get; private set; } = null!;

    public Event<PostParcel> Posted { get; private set; } = null!;

    public Event<DeliverParcel> Delivered { get; private set; } = null!;

    public Schedule<Parcel, ParcelIsLate> Late { get; private set; } = null!;
}
