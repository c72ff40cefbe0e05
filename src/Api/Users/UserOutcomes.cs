using Users.Api.Commands;
using Users.Api.Operations;
using Users.Api.Problems;
using Users.Api.Reading;
using Users.Contracts;

namespace Users.Api.Users;

/// <summary>Says what each outcome of a command means over HTTP, whoever asks: the client that waits, or one that looks later.</summary>
internal static class UserOutcomes
{
    public static Answer ToAnswer(object outcome) => Map(outcome) with { Token = ConsistencyToken.Of(outcome) };

    private static Answer Map(object outcome) => outcome switch
    {
        UserCreated created => new Answer(StatusCodes.Status201Created)
        {
            Location = $"/users/{created.UserId}",
            ETag = $"\"{created.Version}\"",
            Body = UserResponse.From(created),
        },
        UserDuplicated => Answer.From(ProblemTypes.UserDuplicated.With(
            "Another user has this name. Names are the same when they differ only in case, surrounding space or Unicode form.")),
        OperationConflicted => Answer.From(ProblemTypes.IdempotencyKeyReused.With(
            "Another command was sent with this Idempotency-Key before; this one was not executed.")),
        _ => throw new ArgumentException($"No answer is known for the outcome {outcome.GetType()}.", nameof(outcome)),
    };

    /// <summary>Says whether an outcome is that of a command, or of another one under the same operation id; null if that cannot be told.</summary>
    public static bool? AreOf(object command, object outcome) => (command, outcome) switch
    {
        (CreateUser create, UserCreated created) => created.Name == create.Name,
        (CreateUser create, UserDuplicated duplicated) => duplicated.Name == create.Name,
        (_, CommandFailed { Command: { } failed }) => failed.Equals(command),
        _ => null,
    };
}
