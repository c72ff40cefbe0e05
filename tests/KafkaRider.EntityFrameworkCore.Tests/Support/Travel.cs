using Microsoft.EntityFrameworkCore;

namespace KafkaRider.EntityFrameworkCore.Tests.Support;

public sealed record BookTrip(string Traveller, string City);

public sealed record TripBooked(string Traveller, int Seat, string Room);

public sealed record TripRefused(string Reason);

public sealed record TripFailed(string? Step, string Reason, bool Incomplete);

public sealed record BookSeat(string Traveller);

public sealed record SeatBooked(int Seat);

public sealed record NoSeatLeft(string Traveller);

public sealed record CancelSeat(Guid BookedAs);

public sealed record SeatCancelled;

public sealed record BookRoom(string Traveller, string City);

public sealed record RoomBooked(string Room);

public sealed record NoRoomLeft(string City);

public sealed record CancelRoom(Guid BookedAs);

public sealed record RoomCancelled;

public sealed record TakeInsurance(string Traveller);

public sealed record InsuranceTaken;

public sealed record CancelInsurance(Guid BookedAs);

public sealed record InsuranceCancelled;

public sealed record SendTicket(string Traveller);

public sealed record TicketSent;

/// <summary>What the participants have booked. The operation is the key, so a compensation needs to know nothing else.</summary>
public sealed class Booking
{
    public Guid Operation { get; init; }

    public required string Kind { get; init; }

    public required string Traveller { get; init; }
}

public sealed class TravelContext(DbContextOptions<TravelContext> options) : DbContext(options)
{
    public DbSet<Booking> Bookings => Set<Booking>();

    public DbSet<SagaRow> Sagas => Set<SagaRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddInbox().AddSagas();
        modelBuilder.Entity<Booking>().ToTable("bookings").HasKey(booking => booking.Operation);
    }
}

public sealed class Trip : ProcessInstance<BookTrip>
{
    public int Seat { get; set; }

    public string Room { get; set; } = string.Empty;
}

/// <summary>As long as a process of three steps has to be.</summary>
public class TripProcess : ProcessStateMachine<Trip, BookTrip>
{
    public TripProcess(ProcessOptions options)
        : this(options, _ => { })
    {
    }

    protected TripProcess(ProcessOptions options, Action<TripProcess> more)
        : base(options)
    {
        Step("seat", trip => new BookSeat(trip.Request.Traveller))
            .Done<SeatBooked>((trip, booked) => trip.Seat = booked.Seat)
            .Refused<NoSeatLeft>((_, _) => new TripRefused("no seat"))
            .CompensateWith(trip => new CancelSeat(StepIds.OfCommand(trip.CorrelationId, "seat")))
            .Undone<SeatCancelled>();
        more(this);

        Step("room", trip => new BookRoom(trip.Request.Traveller, trip.Request.City))
            .Done<RoomBooked>((trip, booked) => trip.Room = booked.Room)
            .Refused<NoRoomLeft>((_, refused) => new TripRefused($"no room in {refused.City}"))
            .CompensateWith(trip => new CancelRoom(StepIds.OfCommand(trip.CorrelationId, "room")))
            .Undone<RoomCancelled>();

        Step("ticket", trip => new SendTicket(trip.Request.Traveller))
            .Done<TicketSent>()
            .Pivot();

        Succeeded(trip => new TripBooked(trip.Request.Traveller, trip.Seat, trip.Room));
        Failed((_, failure) => new TripFailed(failure.Step, failure.Reason, failure.Incomplete));
    }

    protected StepBuilder<Trip, BookTrip> AddInsurance() => Step("insurance", trip => new TakeInsurance(trip.Request.Traveller))
        .Done<InsuranceTaken>()
        .CompensateWith(trip => new CancelInsurance(StepIds.OfCommand(trip.CorrelationId, "insurance")))
        .Undone<InsuranceCancelled>();
}

/// <summary>Is the version after that, with one more step.</summary>
public sealed class InsuredTripProcess(ProcessOptions options) : TripProcess(options, trip => ((InsuredTripProcess)trip).AddInsurance());

/// <summary>Is the version before that, as whoever adds a step deploys it first, and goes back to.</summary>
public sealed class UninsuredTripProcess(ProcessOptions options) : TripProcess(options, trip => ((UninsuredTripProcess)trip).AddInsurance().Retired());
