using Users.Api.Commands;
using Users.Api.Problems;
using Users.Api.Users;

namespace Users.Api.Operations;

internal static class OperationAnswers
{
    /// <summary>Returns what the command of an operation gets for an answer, or <see langword="null"/> while there is none.</summary>
    public static Answer? Find(Operation operation) => operation.Outcome switch
    {
        null => null,
        CommandFailed => Answer.From(ExceptionProblems.CommandFailed) with { OperationId = operation.Id },
        var outcome => UserOutcomes.ToAnswer(outcome) with { OperationId = operation.Id },
    };
}
