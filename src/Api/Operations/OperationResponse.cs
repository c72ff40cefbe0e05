using Users.Api.Commands;
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

    public static OperationResponse From(Operation operation)
    {
        var answer = OperationAnswers.Find(operation);
        var links = new Dictionary<string, string> { ["self"] = OperationLinks.To(operation.Id) };

        if (operation.Outcome is UserCreated created)
        {
            links["user"] = $"/users/{created.UserId}";
        }

        return new(
            operation.Id, StatusOf(answer), operation.CreatedAt, operation.CompletedAt, links, answer is null ? null : OperationResult.From(answer));
    }

    // A command that changed nothing has failed, for whoever asked for the change.
    private static string StatusOf(Answer? answer) => answer switch
    {
        null => Pending,
        { StatusCode: >= 200 and < 300 } => Succeeded,
        _ => Failed,
    };
}
