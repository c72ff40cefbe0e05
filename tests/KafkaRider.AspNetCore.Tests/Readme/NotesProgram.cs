using KafkaRider;
using KafkaRider.AspNetCore;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Notes;

/// <summary>The program that the README shows, line for line.</summary>
public static class NotesProgram
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddApiDescription();
        builder.AddKafkaCommands("notes.commands", notes =>
        {
            notes.Add<AddNote>(note => note.Text)
                .Outcome<NoteAdded, NoteAdded>(201, note => note, answer => answer.Location(note => $"/notes/{note.Id}"))
                .Rejection<NoteRefused>(new ProblemType("note-refused", 409, "The note is refused").With("It says nothing."));
            notes.Topic("notes.commands", 3).Topic("notes.commands.dead-letter", 1).Topic("notes.events", 3).Topic("notes.replies", 3);
            notes.Outcomes("notes.events");
            // All that follows is most often a service of its own, with KafkaRider.EntityFrameworkCore.
            notes.ConfigureRider(rider => rider.AddConsumer<AddNoteConsumer>());
            notes.ConfigureRider(rider => rider.AddProducer<NoteAdded>("notes.events").AddProducer<NoteRefused>("notes.events"));
            notes.ConfigureKafka((context, kafka) => kafka.TopicEndpoint(
                "notes.commands", "notes", endpoint => endpoint.ConfigureConsumer<AddNoteConsumer>(context)));
        });

        var app = builder.Build();
        app.UseKafkaCommands();
        app.MapCommand<AddNote, AddNote>("POST", "/notes", note => note).WithSummary("Adds a note");
        app.MapOperations();
        app.MapApiDescription();
        return app;
    }
}

public sealed record AddNote(string Text);

public sealed record NoteAdded(Guid Id, string Text);

public sealed record NoteRefused(string Text);

public sealed class AddNoteConsumer : IConsumer<AddNote>
{
    public async Task Consume(ConsumeContext<AddNote> context)
    {
        object outcome = context.Message.Text is "" ? new NoteRefused("") : new NoteAdded(context.CorrelationId!.Value, context.Message.Text);
        await context.Publish(outcome, sent => sent.CorrelationId = context.CorrelationId);
        await context.RespondAsync(outcome, sent => sent.CorrelationId = context.CorrelationId);
    }
}
