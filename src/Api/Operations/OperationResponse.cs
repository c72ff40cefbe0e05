using Users.Api.Commands;
using Users.Api.Users;
using Users.Contracts;

namespace Users.Api.Operations;

internal sealed record OperationResponse(
    Guid Id,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CompletedAt,
    IReadOnlyDictionary<string, string> Links,
    OperationResult? Result)
{
    public const string Pending = "pending";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";

    /// <summary>Shows an operation, with links as the client sees them.</summary>
    public static OperationResponse From(Operation operation, PathString pathBase)
    {
        var answer = OperationAnswers.Find(operation);
        var links = new Dictionary<string, string> { ["self"] = pathBase + OperationLinks.To(operation.Id), ["events"] = pathBase + OperationLinks.ToEvents(operation.Id) };

        if (UserOf(operation.Outcome) is { } userId)
        {
            links["user"] = pathBase + UserLinks.To(userId);
        }

        return new(
            operation.Id, StatusOf(answer), operation.CreatedAt, operation.CompletedAt, links, answer is null ? null : OperationResult.From(answer, pathBase));
    }

    // Not of one that somebody else has, nor of one that is gone.
    private static Guid? UserOf(object? outcome) => outcome switch
    {
        UserCreated created => created.UserId,
        UserUpdated updated => updated.UserId,
        UserVersionConflict conflict => conflict.UserId,
        _ => null,
    };

    // A command that changed nothing has failed, for whoever asked for the change.
    private static string StatusOf(Answer? answer) => answer switch
    {
        null => Pending,
        { StatusCode: >= 200 and < 300 } => Succeeded,
        _ => Failed,
    };
}
