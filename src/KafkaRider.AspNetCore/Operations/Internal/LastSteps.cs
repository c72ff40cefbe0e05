namespace KafkaRider.AspNetCore.Internal;

/// <summary>Waits for the last steps of a process whose outcome is known: the reply may be quicker than the topic that tells of the steps.</summary>
internal sealed class LastSteps(OperationView view, OperationAnswers answers, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns the operation with its last steps, if this instance hears of them in a moment, or else as it is.</summary>
    public async Task<Operation> AddAsync(Operation operation, CancellationToken cancellationToken)
    {
        if (!answers.LacksSteps(operation) || time.GetUtcNow() - operation.CompletedAt > Patience)
        {
            return operation;
        }

        try
        {
            var found = await view.WaitAsync(operation.Id, known => known is null || !answers.LacksSteps(known), Patience, cancellationToken);
            return found ?? operation;
        }
        catch (TooManyWaitersException)
        {
            // What came of it is right all the same.
            return operation;
        }
    }
}
