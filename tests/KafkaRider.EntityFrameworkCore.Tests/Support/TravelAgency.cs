using System.Collections.Concurrent;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace KafkaRider.EntityFrameworkCore.Tests.Support;

/// <summary>Says what the participants do, for a traveller: normally what they are asked to.</summary>
public sealed class Moods
{
    private readonly ConcurrentDictionary<Type, Func<Task>> _moods = [];
    private readonly ConcurrentQueue<(string Command, Guid Operation)> _commands = [];

    /// <summary>Gets the commands that came, with their operations, each time they came.</summary>
    public IReadOnlyList<(string Command, Guid Operation)> Commands => [.. _commands];

    public void On<T>(Func<Task> mood) => _moods[typeof(T)] = mood;

    public void Good<T>() => _moods.TryRemove(typeof(T), out _);

    public Task ReceiveAsync<T>(ConsumeContext<T> context)
        where T : class
    {
        _commands.Enqueue((typeof(T).Name, context.CorrelationId ?? Guid.Empty));
        return _moods.TryGetValue(typeof(T), out var mood) ? mood() : Task.CompletedTask;
    }
}

public sealed class TravelAgency(IInbox<TravelContext> inbox, Moods moods)
    : IConsumer<BookSeat>, IConsumer<CancelSeat>, IConsumer<BookRoom>, IConsumer<CancelRoom>, IConsumer<TakeInsurance>, IConsumer<CancelInsurance>,
        IConsumer<SendTicket>
{
    private const string Full = "Atlantis";

    public Task Consume(ConsumeContext<BookSeat> context) => BookAsync(
        context, "seat", context.Message.Traveller, context.Message.Traveller.StartsWith("late", StringComparison.Ordinal) ? new NoSeatLeft(context.Message.Traveller) : null,
        count => new SeatBooked(count + 1));

    public Task Consume(ConsumeContext<CancelSeat> context) => CancelAsync(context, context.Message.BookedAs, new SeatCancelled());

    public Task Consume(ConsumeContext<BookRoom> context) => BookAsync(
        context, "room", context.Message.Traveller, context.Message.City == Full ? new NoRoomLeft(Full) : null, count => new RoomBooked($"R{count + 1}"));

    public Task Consume(ConsumeContext<CancelRoom> context) => CancelAsync(context, context.Message.BookedAs, new RoomCancelled());

    public Task Consume(ConsumeContext<TakeInsurance> context) => BookAsync(context, "insurance", context.Message.Traveller, null, _ => new InsuranceTaken());

    public Task Consume(ConsumeContext<CancelInsurance> context) => CancelAsync(context, context.Message.BookedAs, new InsuranceCancelled());

    public Task Consume(ConsumeContext<SendTicket> context) => BookAsync(context, "ticket", context.Message.Traveller, null, _ => new TicketSent());

    private async Task BookAsync<T>(ConsumeContext<T> context, string kind, string traveller, object? refusal, Func<int, object> booked)
        where T : class
    {
        await moods.ReceiveAsync(context);
        await inbox.ExecuteAsync(context, async (_, db) =>
        {
            if (refusal is not null)
            {
                return refusal;
            }

            var count = await db.Bookings.CountAsync(booking => booking.Kind == kind);
            db.Bookings.Add(new() { Operation = context.CorrelationId!.Value, Kind = kind, Traveller = traveller });
            return booked(count);
        });
    }

    private async Task CancelAsync<T>(ConsumeContext<T> context, Guid bookedAs, object cancelled)
        where T : class
    {
        await moods.ReceiveAsync(context);
        await inbox.ExecuteAsync(context, async (_, db) =>
        {
            await db.Bookings.Where(booking => booking.Operation == bookedAs).ExecuteDeleteAsync();
            return cancelled;
        });
    }
}
