export const palettePlaceholder = 'Type a command, a filter or a ticket';
