namespace KafkaRider.AspNetCore.Internal;

internal static class ProblemsExtensions
{
    public static WebApplicationBuilder AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddExceptionHandler<ProblemExceptionHandler>();
        return builder;
    }

    public static WebApplication UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(StatusCodeProblems.AnswerAsync);
        return app;
    }
}
