using KafkaRider.AspNetCore;
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
            notes.Topic("notes.commands", 3).Topic("notes.commands.dead-letter", 3).Topic("notes.events", 3).Topic("notes.replies", 3);
            notes.Outcomes("notes.events");
        });

        var app = builder.Build();
        app.UseKafkaCommands();
        app.MapCommand<AddNote, AddNote>("POST", "/notes", note => note).WithSummary("Adds a note");
        app.MapOperations();
        app.MapApiDescription();
        return app;
    }
}
